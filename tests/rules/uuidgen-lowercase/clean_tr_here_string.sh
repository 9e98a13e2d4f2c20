ID=$(uuidgen)
ID=$(tr '[:upper:]' '[:lower:]' <<< "$ID")
curl --json "{\"id\": \"$ID\"}" http://localhost
