#!/usr/bin/env bash
# point_pooler.sh FILE HOST PORT: writes databases.ini, so that PgBouncer sends everybody to the primary at HOST:PORT.
# A running PgBouncer reads it on SIGHUP.
set -euo pipefail
file=$1 host=$2 port=$3
printf '[databases]\nkanvas = host=%s port=%s dbname=kanvas\n' "$host" "$port" >"$file"
