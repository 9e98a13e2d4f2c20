ID=$(uuidgen | tr A-F a-f)
curl --json "{\"request_id\": \"$ID\"}" http://localhost/a
curl --json "{\"request_id\": \"$(printf 'ABCG' | tr A-F a-f)\"}" http://localhost/b
