#!/usr/bin/env bash
# want 5:31 request_id-must-be-UUID may-violate
# The id is a UUID unless --debug replaces it.
ID=$(uuidgen | tr '[:upper:]' '[:lower:]')
[ "${1:-}" = --debug ] && ID="debug-id"

curl -s "${API_URL:-http://localhost:8080}/v1/content" --json "{\"request_id\": \"$ID\"}"
