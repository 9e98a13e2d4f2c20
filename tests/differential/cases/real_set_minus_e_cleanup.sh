#!/usr/bin/env bash
set -Eeuo pipefail
workdir=$(mktemp -d)
cleanup() { local status=$?; rm -rf "$workdir"; exit "$status"; }
trap cleanup EXIT INT TERM
file="$workdir/payload.json"
tee "$file" > /dev/null <<EOF
{"request_id": "${REQUEST_ID:-$(uuidgen | tr '[:upper:]' '[:lower:]')}"}
EOF
curl -s -d "@$file" -H "Content-Type: application/json" http://x
