# The text of a UUID, in either case; nil and max are UUIDs too (RFC 9562, sections 5.9 and 5.10).
curl --json '{"request_id": "8b0f0f0e-4f6c-4b3e-9d51-0d7f6c1b2a33"}' http://localhost
curl --json '{"request_id": "8B0F0F0E-4F6C-4B3E-9D51-0D7F6C1B2A33"}' http://localhost # want: uuid-must-be-lowercase
curl --json '{"request_id": "00000000-0000-0000-0000-000000000000"}' http://localhost
curl --json '{"request_id": "ffffffff-ffff-ffff-ffff-ffffffffffff"}' http://localhost
