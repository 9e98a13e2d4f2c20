curl --url http://x --json '{"request_id": "by-url"}' --output /dev/null
