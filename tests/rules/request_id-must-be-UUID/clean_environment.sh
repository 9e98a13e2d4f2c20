curl --json "{\"request_id\": \"${REQUEST_ID}\"}" http://localhost
curl --json "{\"request_id\": \"${REQUEST_ID:?set it}\"}" http://localhost
