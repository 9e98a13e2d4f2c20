# The header is not the payload.
curl -H 'X-Request-Id: smoke-1' -H 'request_id: smoke-1' --json '{"topic": "tides"}' http://localhost
