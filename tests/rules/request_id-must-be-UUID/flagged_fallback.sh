# want 3:35 request_id-must-be-UUID may-violate
# uuidgen or, where it is missing, a name.
ID=$(uuidgen 2> /dev/null || echo no-uuidgen)
ID=${ID,,}
curl --json "{\"request_id\": \"$ID\"}" http://localhost
