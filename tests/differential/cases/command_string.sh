CMD="gcloud pubsub topics publish t"
$CMD --message '{"request_id": "by-command-string"}'
