curl -sSfLd '{"request_id": "bundled"}' http://x
curl -XPOST -d'{"a": 1}' -H'Content-Type: application/json' http://x
