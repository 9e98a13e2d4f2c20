#!/usr/bin/env bash
# jq quotes whatever it is given; whether the id is right depends on who calls.
set -euo pipefail

jq -n --arg id "$1" --arg topic "${2:-Tides}" '{request_id: $id, topic: $topic}' |
    curl -s -H 'Content-Type: application/json' --data-binary @- "${API_URL:-http://localhost:8080}/v1/content"
