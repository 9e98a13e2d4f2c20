#!/usr/bin/env bash
while IFS= read -r message; do
    [[ -z $message || $message == \#* ]] && continue
    gcloud pubsub topics publish t --message "$message"
done <<'MESSAGES'
# comment
{"request_id": "m1"}

{"request_id": "8b0f0f0e-4f6c-4b3e-9d51-0d7f6c1b2a33"}
MESSAGES
