#!/usr/bin/env bash
# want 12:17 request_id-must-be-UUID violates
# want 12:18 unexpanded-variable violates
# The quotes around EOF keep every $ in the heredoc: the worker gets the characters $REQUEST_ID.
set -euo pipefail

REQUEST_ID=$(uuidgen | tr '[:upper:]' '[:lower:]')
echo "publishing $REQUEST_ID"

PAYLOAD=$(cat <<'EOF'
{
  "request_id": "$REQUEST_ID",
  "topic": "Tides"
}
EOF
)
gcloud pubsub topics publish "${TOPIC:-content-requests}" --message "$PAYLOAD"
