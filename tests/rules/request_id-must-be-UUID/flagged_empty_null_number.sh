# No string that is a UUID: empty, null, a number, a truth, an array.
curl --json '{"request_id": ""}' http://localhost # want: request_id-must-be-UUID
curl --json '{"request_id": null}' http://localhost # want: request_id-must-be-UUID
curl --json '{"request_id": 7}' http://localhost # want: request_id-must-be-UUID
curl --json '{"request_id": true}' http://localhost # want: request_id-must-be-UUID
curl --json '{"request_id": ["8b0f0f0e-4f6c-4b3e-9d51-0d7f6c1b2a33"]}' http://localhost # want: request_id-must-be-UUID
