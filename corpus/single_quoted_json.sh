#!/usr/bin/env bash
# want 7:10 payload-must-be-JSON violates
# Single quotes inside double quotes look tidy, but JSON has no single quotes.
ID=$(uuidgen | tr '[:upper:]' '[:lower:]')

curl -s "${API_URL:-http://localhost:8080}/v1/content" -H 'Content-Type: application/json' \
    -d "{'request_id': '$ID'}"
