#!/usr/bin/env bash
# The arguments are gathered in an array first.
set -euo pipefail

ARGS=(-sS -X POST -H 'Content-Type: application/json')
ARGS+=(-d '{"request_id": "array-test", "topic": "Tides"}') # want: request_id-must-be-UUID

curl "${ARGS[@]}" "${API_URL:-http://localhost:8080}/v1/content"
