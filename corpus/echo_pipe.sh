#!/usr/bin/env bash
# echo writes the payload, curl reads it from its standard input.
URL="${API_URL:-http://localhost:8080}/v1/content"

echo '{"request_id": "from-echo", "topic": "Tides"}' | curl -s --data-binary @- "$URL" # want: request_id-must-be-UUID
