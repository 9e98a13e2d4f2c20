# Either way it is one.
if [ -n "${FIXTURE:-}" ]; then
    ID=00000000-0000-4000-8000-000000000001
else
    ID=$(uuidgen | tr '[:upper:]' '[:lower:]')
fi
curl --json "{\"request_id\": \"$ID\"}" http://localhost
