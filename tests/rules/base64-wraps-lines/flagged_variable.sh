DATA=$(base64 "$1") # want: base64-wraps-lines
gcloud pubsub topics publish t --message "{\"data\": \"$DATA\"}"
