#!/usr/bin/env bash
# backup.sh FOLDER: an encrypted backup of this moment in FOLDER, while the app runs; the KANVAS_BACKUPS_KEPT (14) newest stay.
# Connects as psql does (PGHOST, PGPORT, PGUSER, PGPASSWORD or a .pgpass), to PostgreSQL and not to PgBouncer.
# KANVAS_BACKUP_RECIPIENT is the public part of an age key (age1…). The private part is nowhere on this machine:
# whoever takes the machine cannot read a backup.
set -euo pipefail
umask 077
folder=$1
[[ ${KANVAS_BACKUP_RECIPIENT:-} == age1* ]] || { echo "KANVAS_BACKUP_RECIPIENT is not the public part of an age key" >&2; exit 1; }

target=$folder/kanvas-$(date -u +%Y-%m-%dT%H%M%SZ).dump.age
trap 'rm -f "$target.part"' EXIT
pg_dump --format custom --no-owner --no-privileges --dbname kanvas | age --recipient "$KANVAS_BACKUP_RECIPIENT" --output "$target.part"
mv "$target.part" "$target"
find "$folder" -maxdepth 1 -name 'kanvas-*.dump.age' | sort --reverse | tail --lines "+$((${KANVAS_BACKUPS_KEPT:-14} + 1))" |
    xargs --no-run-if-empty rm --
echo "$target"
