#!/usr/bin/env bash
# point_pooler.sh FILE HOST PORT: writes here.ini, so that PgBouncer sends everybody to the primary at HOST:PORT. A running
# PgBouncer reads it on SIGHUP. It listens at KANVAS_POOLER_ADDRESS (127.0.0.1) and KANVAS_POOLER_PORT (6432).
set -euo pipefail
file=$1 host=$2 port=$3
cat >"$file" <<HERE
listen_addr = ${KANVAS_POOLER_ADDRESS:-127.0.0.1}
listen_port = ${KANVAS_POOLER_PORT:-6432}
[databases]
kanvas = host=$host port=$port dbname=kanvas
HERE
