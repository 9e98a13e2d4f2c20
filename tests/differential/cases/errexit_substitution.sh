set -e
A=$(echo out; false) || true
curl --json "{\"request_id\": \"$A\"}" http://x
B=$(false)
curl --json '{"a": "never"}' http://x
