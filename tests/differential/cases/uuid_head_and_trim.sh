U=$(uuidgen | tr A-Z a-z | head -n 1 | tr -d '\n')
curl --json "{\"request_id\": \"$U\"}" http://x
