U=$(uuidgen)
L=$(tr '[:upper:]' '[:lower:]' <<< "$U")
curl --json "{\"request_id\": \"$L\", \"upper\": \"$U\"}" http://x
