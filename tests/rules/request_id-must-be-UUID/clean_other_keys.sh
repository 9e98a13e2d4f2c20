# Keys that only look like it.
curl --json '{"requestId": "a", "Request_ID": "b", "request_id_prefix": "c", "x-request_id": "d"}' http://localhost
curl --json '{"id": "test1", "topic": "request_id", "note": "\"request_id\": \"x\""}' http://localhost
