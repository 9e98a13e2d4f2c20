#!/usr/bin/env bash
# want 8:33 request_id-must-be-UUID violates
# JSON in double quotes, each of its own quotes escaped.
set -eu

RUN="nightly"
gcloud pubsub topics publish "${TOPIC:-content-requests}" \
    --message "{\"request_id\": \"smoke_$RUN\", \"topic\": \"Tides\", \"grade\": 5}"
