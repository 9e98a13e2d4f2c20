#!/usr/bin/env bash
# Valid on every machine, but on macOS the id is in upper case, and the database compares text.
ID=$(uuidgen) # want: uuidgen-lowercase

gcloud pubsub topics publish "${TOPIC:-content-requests}" --message "{\"request_id\": \"$ID\"}"
