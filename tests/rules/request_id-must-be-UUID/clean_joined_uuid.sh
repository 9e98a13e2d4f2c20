# A UUID written from its parts.
PREFIX=8b0f0f0e-4f6c-4b3e-9d51
curl --json "{\"request_id\": \"$PREFIX-0d7f6c1b2a33\"}" http://localhost
curl --json "$(printf '{"request_id": "00000000-0000-4000-8000-%012d"}' 7)" http://localhost
