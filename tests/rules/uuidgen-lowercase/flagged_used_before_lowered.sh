# Lowered for the one, sent as it is to the other.
ID=$(uuidgen) # want: uuidgen-lowercase
curl --json "{\"id\": \"${ID,,}\"}" http://localhost
curl --json "{\"id\": \"$ID\"}" http://localhost
