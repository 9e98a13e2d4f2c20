send() { curl --json "{\"request_id\": \"${1:?}\"}" http://x; }
send "${1:-none-given}"
