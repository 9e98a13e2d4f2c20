#!/usr/bin/env bash
# The same three cases through the API. No request has an id: the API makes one and answers with it.
set -euo pipefail

API_URL="${API_URL:-http://localhost:8080}"

post() {
    curl -sS -X POST "$API_URL/v1/content" -H 'Content-Type: application/json' -d "$1"
    echo
}

post '{"topic": "The water cycle", "grade": 5}'
post '{"topic": "Photosynthesis", "grade": 6, "modalities": ["text"]}'
post '{"topic": "Plate tectonics", "grade": 7, "modalities": ["text", "video"]}'
