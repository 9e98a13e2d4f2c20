# want 3:53 payload-must-be-JSON violates
# Pub/Sub takes any text, but one that begins like this is meant to be JSON.
gcloud pubsub topics publish t --message '{"topic": tides}'
