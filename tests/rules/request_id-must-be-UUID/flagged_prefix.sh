# want 3:31 request_id-must-be-UUID violates
# A UUID with something before it is none any more.
curl --json "{\"request_id\": \"req-$(uuidgen | tr '[:upper:]' '[:lower:]')\"}" http://localhost
