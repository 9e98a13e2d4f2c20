gcloud pubsub topics publish t --message 'deploy finished'
gcloud pubsub topics publish t --message '[deploy] finished'
gcloud pubsub topics publish t --message "(no JSON: {really})"
