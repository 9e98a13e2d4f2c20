# want 6:29 request_id-must-be-UUID violates
# want 6:30 unexpanded-variable violates
# Such an id is wrong in two ways.
ID=$(uuidgen | tr '[:upper:]' '[:lower:]')
echo "$ID"
curl --json '{"request_id": "$ID"}' http://localhost
