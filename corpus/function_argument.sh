#!/usr/bin/env bash
# One function publishes; its callers choose the id.
set -euo pipefail

publish() {
    gcloud pubsub topics publish "${TOPIC:-content-requests}" \
        --message "{\"request_id\": \"$1\", \"topic\": \"$2\"}"
}

publish "$(uuidgen | tr '[:upper:]' '[:lower:]')" "Tides"
publish "second-try" "Volcanoes" # want: request_id-must-be-UUID
