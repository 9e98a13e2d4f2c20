#!/usr/bin/env bash
# want 10:32 request_id-must-be-UUID violates
# A batch: the id counts at any depth.
A=$(uuidgen | tr '[:upper:]' '[:lower:]')

gcloud pubsub topics publish "${TOPIC:-content-requests}" --message "$(cat <<EOF
{
  "batch": [
    {"content": {"request_id": "$A", "topic": "Tides"}},
    {"content": {"request_id": "second", "topic": "Moons"}}
  ]
}
EOF
)"
