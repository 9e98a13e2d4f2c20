# want 2:53 unescaped-expansion may-violate
gcloud pubsub topics publish t --message '{"by": "'"$USER_NAME"'"}'
