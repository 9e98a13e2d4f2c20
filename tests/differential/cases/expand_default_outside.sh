curl --json "{\"request_id\": \"${REQUEST_ID:-fallback}\"}" http://x
