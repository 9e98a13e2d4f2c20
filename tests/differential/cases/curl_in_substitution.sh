R=$(curl -s --json '{"request_id": "in-substitution"}' http://x)
ID=$(echo "$R" | jq -r .request_id)
curl --json "{\"request_id\": \"$ID\"}" http://x
