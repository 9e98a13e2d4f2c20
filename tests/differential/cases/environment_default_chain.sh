ID=${REQUEST_ID:-${TRACE_ID:-none-given}}
curl --json "{\"request_id\": \"$ID\"}" http://x
