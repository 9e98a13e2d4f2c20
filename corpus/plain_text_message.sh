#!/usr/bin/env bash
# Not every message is JSON, and not every word request_id is an id.
gcloud pubsub topics publish "${ALERTS:-alerts}" --message "content service restarted" \
    --attribute=request_id=none,severity=info

echo "a request_id looks like test1_backward_compat in the old scripts"
