#!/usr/bin/env bash
# Fixes that may change what was meant.
ID=looked-for
curl --json "{\"request_id\": \"$ID\"}" "$URL"
grep looked-for /var/log/service.log

curl --json '{"request_id": "in-two"}' "$URL"
curl --json '{"reference": "in-two"}' "$URL"

STAMP=$(date +%s)
curl --json "{\"request_id\": \"$STAMP\"}" "$URL"

BOTH=shared-value
curl --json "{\"request_id\": \"$BOTH\"}" "$URL"
curl --json "{\"reference\": \"$BOTH\"}" "$URL"

echo "sending told-only"
curl --json '{"request_id": "told-only"}' "$URL"
