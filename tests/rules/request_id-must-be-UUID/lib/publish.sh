#!/usr/bin/env bash
TOPIC=requests
publish() {
    local id=$1
    gcloud pubsub topics publish "$TOPIC" --message "{\"request_id\": \"$id\"}"
}
