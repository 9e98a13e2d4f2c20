# The last assignment counts.
ID=$(uuidgen | tr '[:upper:]' '[:lower:]')
ID=overwritten # want: request_id-must-be-UUID
curl --json "{\"request_id\": \"$ID\"}" http://localhost
