ID=$(uuidgen | tr '[:upper:]' '[:lower:]')
gcloud pubsub topics publish content-requests --message="{\"request_id\": \"$ID\", \"topic\": \"$1\", \"prio\": 1}" # want: message-contract
