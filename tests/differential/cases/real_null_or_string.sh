#!/usr/bin/env bash
json_or_null() { if [ -n "${1:-}" ]; then printf '"%s"' "$1"; else printf null; fi; }
curl --json "{\"request_id\": $(json_or_null "${REQUEST_ID:-}"), \"other\": $(json_or_null)}" http://x
