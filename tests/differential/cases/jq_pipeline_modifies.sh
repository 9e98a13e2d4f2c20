echo '{"request_id": "before"}' | jq -c '.request_id = "after"' | curl --json @- http://x
