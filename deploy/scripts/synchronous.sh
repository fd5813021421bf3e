#!/usr/bin/env bash
# synchronous.sh on|off: whether the primary acknowledges a commit only after the standby has it on its disk as well.
# on: after the standby was started; losing either machine then loses no answer. Waits until the standby has caught up.
# off: while there is no standby; otherwise every answer would wait for it.
# Connects to the primary as psql does (PGHOST, PGPORT, PGUSER).
set -euo pipefail
ask() { psql --no-psqlrc --quiet --tuples-only --no-align --set ON_ERROR_STOP=1 --dbname postgres "$@"; }
set_names() { ask --command "ALTER SYSTEM SET synchronous_standby_names = '$1'" --command "SELECT pg_reload_conf()" >/dev/null; }
state() { ask --command "SELECT max(sync_state) FROM pg_stat_replication WHERE application_name = 'kanvas_standby' AND state = 'streaming'"; }

case ${1:-} in
    off) set_names '' ;;
    on)
        for _ in {1..300}; do [[ -z $(state) ]] || break; sleep 0.2; done
        [[ -n $(state) ]] || { echo "the standby is not connected; nothing was changed" >&2; exit 1; }
        set_names kanvas_standby
        for _ in {1..50}; do [[ $(state) != sync ]] || exit 0; sleep 0.2; done
        set_names ''
        echo "the standby does not keep up; commits do not wait for it" >&2
        exit 1
        ;;
    *) echo "usage: synchronous.sh on|off" >&2; exit 2 ;;
esac
