#!/usr/bin/env bash
PAYLOADS=(
  '{"request_id": "p1"}'
  '{"topic": "p2"}'
  "{\"request_id\": \"$(uuidgen | tr A-Z a-z)\"}"
)
for i in "${!PAYLOADS[@]}"; do
  curl --json "${PAYLOADS[$i]}" "http://x/$i"
done
for p in "${PAYLOADS[@]}"; do gcloud pubsub topics publish t --message="$p"; done
