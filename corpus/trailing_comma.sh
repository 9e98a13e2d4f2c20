#!/usr/bin/env bash
# want 9:19 payload-must-be-JSON violates
# A member was taken out, its comma stayed.
ID=$(uuidgen | tr '[:upper:]' '[:lower:]')

gcloud pubsub topics publish "${TOPIC:-content-requests}" --message "$(cat <<EOF
{
  "request_id": "$ID",
  "topic": "Tides",
}
EOF
)"
