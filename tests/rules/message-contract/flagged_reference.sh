ID=$(uuidgen | tr '[:upper:]' '[:lower:]')
gcloud pubsub topics publish projects/p/topics/content-requests-eu \
  --message="{\"request_id\": \"$ID\", \"topic\": \"Tides\", \"modalities\": [\"smell\"]}" # want: message-contract
