#!/usr/bin/env bash
# start_database.sh PRIMARY FIRST: starts PostgreSQL in a container of the image "postgres". An empty one becomes the
# first primary if its host is FIRST and nobody answers at PRIMARY, otherwise a standby of the primary there.
set -euo pipefail
primary=$1 first=$2
if [[ ! -s $PGDATA/PG_VERSION ]]; then
    if [[ $HOSTNAME != "$first" ]] || pg_isready --quiet --host "$primary"; then
        until pg_isready --quiet --host "$primary"; do sleep 1; done
        "$(dirname "$0")/make_standby.sh" "$primary" 5432 "$PGDATA"
    fi
fi
exec docker-entrypoint.sh postgres
