# 24 random bytes in hex are no UUID.
curl --json "{\"request_id\": \"$(openssl rand -hex 24)\"}" http://localhost # want: request_id-must-be-UUID
