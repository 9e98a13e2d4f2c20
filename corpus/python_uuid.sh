#!/usr/bin/env bash
# Python makes the id where uuidgen is missing.
ID=$(python3 -c 'import uuid; print(uuid.uuid4())')

curl -s "${API_URL:-http://localhost:8080}/v1/content" -H 'Content-Type: application/json' \
    -d "{\"request_id\": \"$ID\"}"
