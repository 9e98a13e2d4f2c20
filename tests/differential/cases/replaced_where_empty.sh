ID=${REQUEST_ID:-}
if [ -z "$ID" ]; then ID=generated; fi
curl --json "{\"request_id\": \"$ID\"}" http://x
