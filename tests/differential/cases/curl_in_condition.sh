if curl -sf --json '{"request_id": "in-if"}' http://x > /dev/null; then echo sent; fi
curl --json '{"request_id": "in-not"}' http://x && ! curl --json '{"a": 1}' http://x
