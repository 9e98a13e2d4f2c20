gcloud pubsub topics publish t --message 'request_id: test1'
gcloud pubsub topics publish t --message "request_id=test1" --attribute request_id=test1
