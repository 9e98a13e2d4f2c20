#!/usr/bin/env bash
# want 11:54 payload-must-be-JSON violates
# $'…' makes \n a newline. Between members that is fine; inside a string JSON does not allow it.
API_URL="${API_URL:-http://localhost:8080}"
ID=$(uuidgen | tr '[:upper:]' '[:lower:]')

curl -s "$API_URL/v1/content" -H 'Content-Type: application/json' \
    -d $'{\n  "request_id": "'"$ID"$'",\n  "topic": "Tides"\n}'

curl -s "$API_URL/v1/content" -H 'Content-Type: application/json' \
    -d $'{"request_id": "'"$ID"$'", "text": "line one\nline two"}'
