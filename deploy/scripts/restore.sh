#!/usr/bin/env bash
# restore.sh BACKUP KEY_FILE: brings a backup into the empty database "kanvas", all of it or nothing.
# KEY_FILE holds the private part of the age key. Connects as psql does (PGHOST, PGPORT, PGUSER), as the app's role.
set -euo pipefail
backup=$1 key=$2
age --decrypt --identity "$key" "$backup" |
    pg_restore --no-owner --no-privileges --exit-on-error --single-transaction --dbname kanvas
