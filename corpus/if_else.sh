#!/usr/bin/env bash
# want 9:9 request_id-must-be-UUID may-violate
# Two ways to an id: the one for laptops without uuidgen is wrong.
set -eu

if [ -n "${CI:-}" ]; then
    ID=$(uuidgen | tr '[:upper:]' '[:lower:]')
else
    ID="laptop-run"
fi

gcloud pubsub topics publish "${TOPIC:-content-requests}" --message "{\"request_id\": \"$ID\"}"
