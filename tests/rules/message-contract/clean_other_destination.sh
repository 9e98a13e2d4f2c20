gcloud pubsub topics publish results --message='{"topic": "Tides"}'
curl --json '{"topic": "Tides"}' http://localhost/v1/events
