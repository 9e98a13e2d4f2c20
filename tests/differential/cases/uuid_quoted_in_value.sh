ID=$(uuidgen | tr A-Z a-z)
VALUE="\"$ID\""
curl --json "{\"request_id\": $VALUE}" http://x
