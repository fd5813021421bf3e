#!/usr/bin/env bash
# promote.sh: makes the standby the primary. First make sure that the old primary is off and cannot start again:
# two primaries would each take answers. Afterwards send PgBouncer here: point_pooler.sh.
# Connects to the standby as psql does (PGHOST, PGPORT, PGUSER).
set -euo pipefail
ask() { psql --no-psqlrc --quiet --tuples-only --no-align --set ON_ERROR_STOP=1 --dbname postgres "$@"; }

[[ $(ask --command "SELECT pg_is_in_recovery()") == t ]] || { echo "this is not a standby" >&2; exit 1; }
[[ $(ask --command "SELECT pg_promote(wait => true)") == t ]] || { echo "it was not promoted in 60 seconds" >&2; exit 1; }
# There is no standby now: no commit may wait for it.
"$(dirname "$0")/synchronous.sh" off
# The slot for the next standby.
ask --command "SELECT pg_create_physical_replication_slot('kanvas_standby')" >/dev/null
