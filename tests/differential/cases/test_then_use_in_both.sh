ID=$1
if [[ -z $ID ]]; then curl --json '{"topic": "empty"}' http://x; else curl --json "{\"request_id\": \"$ID\"}" http://x; fi
