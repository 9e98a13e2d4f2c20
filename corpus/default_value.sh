#!/usr/bin/env bash
# want 4:10 request_id-must-be-UUID may-violate
# The id may be given on the command line; without one a name is sent that no worker can read.
ID="${1:-manual-test}"

curl -s "${API_URL:-http://localhost:8080}/v1/content" \
    -H 'Content-Type: application/json' -d "{\"request_id\": \"$ID\"}"
