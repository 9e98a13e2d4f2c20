#!/usr/bin/env bash
# Publishes a request for content.
set -euo pipefail
ID=$(uuidgen)
gcloud pubsub topics publish content-requests --message "{\"request_id\": \"$ID\", \"topic\": \"tides\"}"
