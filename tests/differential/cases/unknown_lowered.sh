A=$(echo "$1" | tr '[:upper:]' '[:lower:]')
curl --json "{\"request_id\": \"${A:-empty}\"}" http://x
