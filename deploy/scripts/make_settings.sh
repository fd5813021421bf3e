#!/usr/bin/env bash
# make_settings.sh HOST: prints the settings of a new installation at https://HOST, with new passwords.
# Keep a copy somewhere else: what is lost here is lost.
set -euo pipefail
host=$1
secret() { od --address-radix none --format x1 --read-bytes 24 /dev/urandom | tr -d ' \n'; }
cat <<SETTINGS
KANVAS_SITE=$host
KANVAS_PUBLIC_URL=https://$host
KANVAS_TRAINER_CODE=$(secret | cut -c 1-12)
KANVAS_COOKIE_SECRET=$(secret)
KANVAS_DATABASE_PASSWORD=$(secret)
KANVAS_REPLICATION_PASSWORD=$(secret)
KANVAS_BACKUP_RECIPIENT=
SETTINGS
