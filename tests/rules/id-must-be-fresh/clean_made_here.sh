ID=$(uuidgen | tr '[:upper:]' '[:lower:]')
curl --json "{\"request_id\": \"$ID\"}" http://localhost
