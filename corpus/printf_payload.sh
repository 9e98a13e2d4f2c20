#!/bin/sh
# printf fills the ids in; only the second of them is one.
FORMAT='{"request_id": "%s", "attempt": %d}'
ID=$(uuidgen | tr '[:upper:]' '[:lower:]')

PAYLOAD=$(printf "$FORMAT" "$ID" 1)
curl -s -d "$PAYLOAD" "${API_URL:-http://localhost:8080}/v1/content" -H 'Content-Type: application/json'

PAYLOAD=$(printf "$FORMAT" retry-me 2) # want: request_id-must-be-UUID
curl -s -d "$PAYLOAD" "${API_URL:-http://localhost:8080}/v1/content" -H 'Content-Type: application/json'
