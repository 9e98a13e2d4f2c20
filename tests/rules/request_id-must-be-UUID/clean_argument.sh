# It depends on who calls.
curl --json "{\"request_id\": \"$1\"}" http://localhost
