#!/usr/bin/env bash
# make_primary.sh [CONFIG]: run once on a new primary. Makes the role for replication with its slot, and lets it and the
# app's role connect from the same network. CONFIG is included by postgresql.conf; restart PostgreSQL afterwards.
# Connects as psql does (PGHOST, PGPORT, PGUSER); run on the primary's machine, as the owner of its files.
# Needs KANVAS_REPLICATION_PASSWORD.
set -euo pipefail
show() { psql --no-psqlrc --quiet --tuples-only --no-align --dbname postgres --command "SHOW $1"; }

psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 --set password="$KANVAS_REPLICATION_PASSWORD" --dbname postgres >/dev/null <<'SQL'
CREATE ROLE kanvas_replication LOGIN REPLICATION PASSWORD :'password';
SELECT pg_create_physical_replication_slot('kanvas_standby');
SQL
cat >>"$(show hba_file)" <<'RULES'
host replication kanvas_replication samenet scram-sha-256
host kanvas      kanvas             samenet scram-sha-256
RULES
[[ -z ${1:-} ]] || echo "include = '$1'" >>"$(show config_file)"
