echo '{"request_id": "from-file"}' > m.json
gcloud pubsub topics publish t --message="$(cat m.json)"
