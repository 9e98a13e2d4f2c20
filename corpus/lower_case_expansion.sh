#!/usr/bin/env bash
# bash 4 can lower the case by itself.
ID=$(uuidgen)
ID=${ID,,}

gcloud pubsub topics publish "${TOPIC:-content-requests}" --message "{\"request_id\": \"$ID\"}"
