[ -n "${REQUEST_ID:-}" ] || REQUEST_ID=or-assigned
curl --json "{\"request_id\": \"$REQUEST_ID\"}" http://x
