#!/usr/bin/env bash
# make_standby.sh HOST PORT FOLDER: copies the primary at HOST:PORT into FOLDER, ready to start as its standby.
# Does nothing where FOLDER holds a database already. Needs KANVAS_REPLICATION_PASSWORD.
set -euo pipefail
host=$1 port=$2 folder=$3
[[ ! -s $folder/PG_VERSION ]] || exit 0
export PGPASSWORD=$KANVAS_REPLICATION_PASSWORD

pg_basebackup --host "$host" --port "$port" --username kanvas_replication --pgdata "$folder" \
    --wal-method stream --slot kanvas_standby --checkpoint fast
umask 077
cat >>"$folder/postgresql.auto.conf" <<CONF
primary_conninfo = 'host=$host port=$port user=kanvas_replication password=$PGPASSWORD application_name=kanvas_standby'
primary_slot_name = 'kanvas_standby'
CONF
touch "$folder/standby.signal"
