curl() { command curl -s --json "$1" http://x; }
curl '{"request_id": "overridden"}'
