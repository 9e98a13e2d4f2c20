ID=$(uuidgen) # want: uuidgen-lowercase
curl --json "{\"id\": \"$ID\"}" http://localhost
