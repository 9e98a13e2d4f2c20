echo "{\"request_id\": \"$(uuidgen | tr A-Z a-z)\"}" | tr -d ' ' | curl --json @- http://x
