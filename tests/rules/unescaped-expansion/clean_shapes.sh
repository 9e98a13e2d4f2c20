curl --json "{\"id\": \"$(uuidgen | tr A-Z a-z)\", \"n\": \"$#\", \"at\": \"$(date +%s)\"}" http://localhost
