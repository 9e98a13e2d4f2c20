#!/usr/bin/env bash
# Checks that the worker takes a request whose id is a UUID. Right as it is.
set -euo pipefail

TOPIC="${TOPIC:-content-requests}"
VALID_UUID=$(uuidgen | tr '[:upper:]' '[:lower:]')

if [[ ! $VALID_UUID =~ ^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$ ]]; then
    echo "uuidgen printed something odd: $VALID_UUID" >&2
    exit 1
fi

gcloud pubsub topics publish "$TOPIC" --message "$(cat <<EOF
{
  "request_id": "$VALID_UUID",
  "topic": "Gravity",
  "modalities": ["text"]
}
EOF
)"

# A fixed UUID is one, too.
gcloud pubsub topics publish "$TOPIC" \
    --message '{"request_id": "8b0f0f0e-4f6c-4b3e-9d51-0d7f6c1b2a33", "topic": "Magnets"}'
