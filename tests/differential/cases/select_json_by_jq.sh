BODY='{"request_id": "in-jq", "b": 2}'
echo "$BODY" | jq -c . | curl --json @- http://x
ID=$(echo "$BODY" | jq -r .request_id)
curl --json "{\"request_id\": \"$ID\"}" http://x
