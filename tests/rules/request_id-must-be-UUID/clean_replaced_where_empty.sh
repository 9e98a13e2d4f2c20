# Where none is given one is made.
ID=${REQUEST_ID:-}
if [ -n "$ID" ]; then echo "using $ID"; else ID=$(uuidgen | tr '[:upper:]' '[:lower:]'); fi
curl --json "{\"request_id\": \"$ID\"}" http://localhost
