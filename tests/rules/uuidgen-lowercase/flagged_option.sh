ID=$(uuidgen -r) # want: uuidgen-lowercase
curl --json "{\"id\": \"$ID\"}" http://localhost
