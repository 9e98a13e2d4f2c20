gcloud pubsub topics publish content-requests --message='{"topic": "Tides"}' # want: message-contract
