#!/usr/bin/env bash
set -euo pipefail
API=${API_URL:-http://x}
post_with_retry() {
    local body=$1 max=${2:-3} delay=1 attempt
    for ((attempt = 1; attempt <= max; attempt++)); do
        if curl -fsS --json "$body" "$API/v1"; then return 0; fi
        sleep $((delay *= 2))
    done
    return 1
}
post_with_retry "$(cat <<JSON
{"request_id": "$(uuidgen | tr '[:upper:]' '[:lower:]')", "attempts": ${2:+1}0}
JSON
)"
