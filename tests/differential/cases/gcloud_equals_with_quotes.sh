ID=gid
gcloud pubsub topics publish t --message="{\"request_id\": \"$ID\"}"
gcloud pubsub topics publish t --message='{"request_id": "'"$ID"'"}'
gcloud pubsub topics publish t --message "{'a': '$ID'}"
