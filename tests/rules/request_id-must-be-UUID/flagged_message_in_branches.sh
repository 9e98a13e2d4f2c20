# want 4:26 request_id-must-be-UUID may-violate
# A whole message for each mode; one of them is bad.
if [ "$1" = smoke ]; then
    BODY='{"request_id": "smoke"}'
else
    BODY="{\"request_id\": \"$(uuidgen | tr '[:upper:]' '[:lower:]')\"}"
fi
curl --json "$BODY" http://localhost
