#!/usr/bin/env bash
# Linux makes a UUID without any tool.
ID=$(cat /proc/sys/kernel/random/uuid)
ID2=$(< /proc/sys/kernel/random/uuid)

curl -s "${API_URL:-http://localhost:8080}/v1/content" -H 'Content-Type: application/json' \
    -d "{\"request_id\": \"$ID\", \"other\": {\"request_id\": \"$ID2\"}}"
