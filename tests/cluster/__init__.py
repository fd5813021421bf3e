"""Replicas, PgBouncer, PostgreSQL with its standby and HAProxy on this machine, under faults (see bench/cluster)."""
