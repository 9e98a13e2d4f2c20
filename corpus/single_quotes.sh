#!/usr/bin/env bash
# A quick poke at the API, with an id that is easy to find in the log.
API_URL="${API_URL:-http://localhost:8080}"

curl -s -X POST "$API_URL/v1/content" \
    -H 'Content-Type: application/json' \
    -d '{"request_id": "quick-poke", "topic": "Tides"}' # want: request_id-must-be-UUID
