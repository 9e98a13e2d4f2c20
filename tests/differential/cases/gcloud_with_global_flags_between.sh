gcloud pubsub --project=p topics publish --message '{"request_id": "flags-between"}' t --quiet
