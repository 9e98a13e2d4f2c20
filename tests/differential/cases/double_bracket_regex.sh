ID=$1
if [[ $ID =~ ^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$ ]]; then
    curl --json "{\"request_id\": \"$ID\"}" http://x
fi
