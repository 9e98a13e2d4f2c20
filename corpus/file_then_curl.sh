#!/usr/bin/env bash
# want 10:28 request_id-must-be-UUID violates
# The payload goes by way of a file.
set -eu

ID=$(uuidgen | tr '[:upper:]' '[:lower:]')
cat > payload.json <<EOF
{
  "request_id": "$ID",
  "parent": {"request_id": "none"}
}
EOF
curl -s -d @payload.json -H 'Content-Type: application/json' "${API_URL:-http://localhost:8080}/v1/content"
rm -f payload.json
