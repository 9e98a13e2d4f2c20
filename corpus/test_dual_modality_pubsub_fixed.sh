#!/usr/bin/env bash
# test_dual_modality_pubsub.sh with the incident's cure: each request gets a fresh UUID.
set -euo pipefail

PROJECT_ID="${PROJECT_ID:-content-dev}"
TOPIC="${TOPIC:-content-requests}"

echo "=== Test 1: backward compatibility (no modalities) ==="
TEST1_UUID=$(uuidgen | tr '[:upper:]' '[:lower:]')
MESSAGE=$(cat <<EOF
{
  "request_id": "${TEST1_UUID}",
  "topic": "The water cycle",
  "grade": 5,
  "language": "en"
}
EOF
)
gcloud pubsub topics publish "$TOPIC" --project="$PROJECT_ID" --message="$MESSAGE"

echo "=== Test 2: text only ==="
TEST2_UUID=$(uuidgen | tr '[:upper:]' '[:lower:]')
MESSAGE=$(cat <<EOF
{
  "request_id": "${TEST2_UUID}",
  "topic": "Photosynthesis",
  "grade": 6,
  "language": "en",
  "modalities": ["text"]
}
EOF
)
gcloud pubsub topics publish "$TOPIC" --project="$PROJECT_ID" --message="$MESSAGE"

echo "=== Test 3: explicit video ==="
TEST3_UUID=$(uuidgen | tr '[:upper:]' '[:lower:]')
MESSAGE=$(cat <<EOF
{
  "request_id": "${TEST3_UUID}",
  "topic": "Plate tectonics",
  "grade": 7,
  "language": "en",
  "modalities": ["text", "video"]
}
EOF
)
gcloud pubsub topics publish "$TOPIC" --project="$PROJECT_ID" --message="$MESSAGE"

echo "Published 3 messages: $TEST1_UUID $TEST2_UUID $TEST3_UUID"
