#!/usr/bin/env bash
# A here-string is standard input, too.
curl -s --data-binary @- "${API_URL:-http://localhost:8080}/v1/content" <<< '{"request_id": "here-string"}' # want: request_id-must-be-UUID
