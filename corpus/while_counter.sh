#!/usr/bin/env bash
# want 8:30 request_id-must-be-UUID violates
# Sends five requests; the counter makes the ids differ, not valid.
i=1
while [ "$i" -le 5 ]; do
    curl -s "${API_URL:-http://localhost:8080}/v1/content" \
        -H 'Content-Type: application/json' \
        -d "{\"request_id\": \"load-test-$i\", \"number\": $i}"
    i=$((i + 1))
done
