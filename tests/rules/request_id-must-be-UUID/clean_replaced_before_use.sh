# The bad id never reaches the command.
ID=placeholder
ID=$(uuidgen | tr '[:upper:]' '[:lower:]')
curl --json "{\"request_id\": \"$ID\"}" http://localhost
