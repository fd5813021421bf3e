#!/usr/bin/env bash
# make_primary.sh: run once on a new PostgreSQL. Makes the app's role and database, the role for replication and its
# slot, and lets both roles connect from the same network. Restart PostgreSQL afterwards.
# Connects as psql does (PGHOST, PGPORT, PGUSER); run on its machine, as the owner of its files.
# Needs KANVAS_DATABASE_PASSWORD and KANVAS_REPLICATION_PASSWORD. KANVAS_POSTGRESQL_CONF is the path of
# config/postgresql.conf where postgresql.conf shall include it.
set -euo pipefail
run() { psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 --dbname postgres "$@"; }
path_of() { run --tuples-only --no-align --command "SHOW $1"; }

run --set app="$KANVAS_DATABASE_PASSWORD" --set replication="$KANVAS_REPLICATION_PASSWORD" >/dev/null <<'SQL'
SET log_statement = 'none';
SET log_min_error_statement = 'panic';
CREATE ROLE kanvas LOGIN PASSWORD :'app';
CREATE DATABASE kanvas OWNER kanvas;
CREATE ROLE kanvas_replication LOGIN REPLICATION PASSWORD :'replication';
SELECT pg_create_physical_replication_slot('kanvas_standby');
SQL
cat >>"$(path_of hba_file)" <<'RULES'
host replication kanvas_replication samenet scram-sha-256
host kanvas      kanvas             samenet scram-sha-256
RULES
[[ -z ${KANVAS_POSTGRESQL_CONF:-} ]] || echo "include = '$KANVAS_POSTGRESQL_CONF'" >>"$(path_of config_file)"
