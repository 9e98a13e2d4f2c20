gcloud pubsub topics publish t --message='{"list": [{"id": 1, "id": 1}]}' # want: duplicate-key
