curl -d '{"request_id": "abc"}' http://localhost # want: request_id-must-be-UUID
