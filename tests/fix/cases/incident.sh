#!/usr/bin/env bash
# want 18:17 request_id-must-be-UUID violates
# want 30:17 request_id-must-be-UUID violates
# want 43:17 request_id-must-be-UUID violates
# Publishes three content requests by Pub/Sub, one for each way of asking for modalities, and leaves
# the checking to the worker's log.
#
# This is the script of the incident: its ids are handy strings. The API is not in this path, so the
# worker is the first to look at them.
set -euo pipefail

PROJECT_ID="${PROJECT_ID:-content-dev}"
TOPIC="${TOPIC:-content-requests}"

echo "=== Test 1: backward compatibility (no modalities) ==="
MESSAGE=$(cat <<EOF
{
  "request_id": "test1_backward_compat",
  "topic": "The water cycle",
  "grade": 5,
  "language": "en"
}
EOF
)
gcloud pubsub topics publish "$TOPIC" --project="$PROJECT_ID" --message="$MESSAGE"

echo "=== Test 2: text only ==="
MESSAGE=$(cat <<EOF
{
  "request_id": "test2_text_only",
  "topic": "Photosynthesis",
  "grade": 6,
  "language": "en",
  "modalities": ["text"]
}
EOF
)
gcloud pubsub topics publish "$TOPIC" --project="$PROJECT_ID" --message="$MESSAGE"

echo "=== Test 3: explicit video ==="
MESSAGE=$(cat <<EOF
{
  "request_id": "test3_explicit_video",
  "topic": "Plate tectonics",
  "grade": 7,
  "language": "en",
  "modalities": ["text", "video"]
}
EOF
)
gcloud pubsub topics publish "$TOPIC" --project="$PROJECT_ID" --message="$MESSAGE"

echo "Published 3 messages to $TOPIC"
