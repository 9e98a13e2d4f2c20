# Nothing behind `exit` is sent.
curl --json '{"topic": "tides"}' http://localhost
exit 0
curl --json '{"request_id": "never"}' http://localhost
