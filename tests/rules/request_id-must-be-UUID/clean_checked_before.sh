# Whoever calls with something else is told so.
ID=${1:?usage: $0 ID}
if ! [[ $ID =~ ^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$ ]]; then
    echo "not a UUID: $ID" >&2
    exit 1
fi
curl --json "{\"request_id\": \"$ID\"}" http://localhost
