# One digit short, one too many, a brace, a blank, a letter beyond f: none of them is a UUID.
curl -d '{"request_id": "8b0f0f0e-4f6c-4b3e-9d51-0d7f6c1b2a3"}' http://localhost # want: request_id-must-be-UUID
curl -d '{"request_id": "8b0f0f0e-4f6c-4b3e-9d51-0d7f6c1b2a333"}' http://localhost # want: request_id-must-be-UUID
curl -d '{"request_id": "{8b0f0f0e-4f6c-4b3e-9d51-0d7f6c1b2a33}"}' http://localhost # want: request_id-must-be-UUID
curl -d '{"request_id": " 8b0f0f0e-4f6c-4b3e-9d51-0d7f6c1b2a33"}' http://localhost # want: request_id-must-be-UUID
curl -d '{"request_id": "8b0f0f0e-4f6c-4b3e-9d51-0d7f6c1b2a3g"}' http://localhost # want: request_id-must-be-UUID
curl -d '{"request_id": "8b0f0f0e4f6c4b3e9d510d7f6c1b2a33"}' http://localhost # want: request_id-must-be-UUID
