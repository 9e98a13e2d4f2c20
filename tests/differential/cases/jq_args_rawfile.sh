curl --json "$(jq -nc --arg id "jq-id" --argjson n 5 '{request_id: $id, n: $n}')" http://x
