curl() { :; }
curl --json '{"request_id": "swallowed"}' http://x
unset -f curl
curl --json '{"a": 1}' http://x
