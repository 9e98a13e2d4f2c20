#!/usr/bin/env bash
# want 7:7 request_id-must-be-UUID may-violate
# Each mode has an id of its own; `fixture` is a UUID, `fresh` makes one, the rest are names.
case "${1:-fresh}" in
fixture) ID=00000000-0000-4000-8000-000000000001 ;;
fresh) ID=$(uuidgen | tr '[:upper:]' '[:lower:]') ;;
*) ID=some-mode ;;
esac

curl -s "${API_URL:-http://localhost:8080}/v1/content" \
    -H 'Content-Type: application/json' -d '{"request_id": "'"$ID"'"}'
