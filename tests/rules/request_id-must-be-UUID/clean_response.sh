# The id comes out of an answer.
RESPONSE=$(curl -s http://localhost/new)
ID=$(echo "$RESPONSE" | jq -r .request_id)
curl --json "{\"request_id\": \"$ID\"}" http://localhost/done
