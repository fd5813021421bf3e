"""All of deploy/ on this machine: PostgreSQL with its standby, PgBouncer, replicas and HAProxy, and faults of each."""
