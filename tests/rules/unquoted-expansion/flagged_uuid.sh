# A UUID without quotes is an error of form.
ID=$(uuidgen | tr A-Z a-z) # want: payload-must-be-JSON
curl --json "{\"request_id\": $ID, \"data\": $(echo -n "$1" | base64 -w0)}" http://localhost # want: unquoted-expansion
