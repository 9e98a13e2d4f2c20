exec curl --json '{"a": 1}' http://x
curl --json '{"request_id": "behind-exec"}' http://x
