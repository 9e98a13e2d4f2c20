# want 2:62 uuid-must-be-lowercase violates
gcloud pubsub topics publish t --message='{"job": {"job_id": "8b0f0f0e-4F6C-4b3e-9d51-0d7f6c1b2a33"}}'
