#!/usr/bin/env bash
# A number is no UUID either.
curl -s "${API_URL:-http://localhost:8080}/v1/content" -H 'Content-Type: application/json' \
    -d '{"request_id": 12345, "topic": "Tides"}' # want: request_id-must-be-UUID
