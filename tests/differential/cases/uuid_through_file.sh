uuidgen | tr A-Z a-z > id.txt
read -r U < id.txt
curl --json "{\"request_id\": \"$U\", \"c\": {\"request_id\": \"$(< id.txt)\"}}" http://x
