RAW="urn:uuid:$(uuidgen | tr '[:upper:]' '[:lower:]')"
ID=${RAW#urn:uuid:}
curl --json "{\"request_id\": \"$ID\"}" http://x
