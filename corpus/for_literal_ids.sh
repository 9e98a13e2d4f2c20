#!/usr/bin/env bash
# want 6:13 request_id-must-be-UUID violates
# want 6:19 request_id-must-be-UUID violates
# want 6:24 request_id-must-be-UUID violates
# A load test over three fixed names.
for name in alpha beta gamma; do
    gcloud pubsub topics publish "${TOPIC:-content-requests}" \
        --message "{\"request_id\": \"$name\", \"topic\": \"Tides\"}"
done
