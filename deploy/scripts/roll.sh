#!/usr/bin/env bash
# roll.sh PORT…: restarts the replicas kanvas@PORT one after the other; each is ready before the next one stops.
# A migration of the new version runs with the first of them, while the others go on serving.
set -euo pipefail
for port in "$@"; do
    systemctl restart "kanvas@$port"
    for _ in {1..120}; do
        if curl --silent --fail --output /dev/null "http://127.0.0.1:$port/readyz"; then continue 2; fi
        sleep 0.5
    done
    echo "kanvas@$port is not ready; the others were left as they are" >&2
    exit 1
done
