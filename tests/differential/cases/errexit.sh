set -e
curl --json '{"a": 1}' http://x
false
curl --json '{"request_id": "behind-false"}' http://x
