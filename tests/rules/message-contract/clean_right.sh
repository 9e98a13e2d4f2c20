ID=$(uuidgen | tr '[:upper:]' '[:lower:]')
gcloud pubsub topics publish content-requests --message="{\"request_id\": \"$ID\", \"topic\": \"$1\"}"
curl --json '{"name": "made"}' http://localhost/v2/events
