#!/usr/bin/env bash
# `local` hides the good id of the outer scope: the inner one is sent.
set -eu

id=$(uuidgen | tr '[:upper:]' '[:lower:]')

send_debug() {
    local id="debug" # want: request_id-must-be-UUID
    curl -s "${API_URL:-http://localhost:8080}/v1/content" --json "{\"request_id\": \"$id\"}"
}

send_debug
curl -s "${API_URL:-http://localhost:8080}/v1/content" --json "{\"request_id\": \"$id\"}"
