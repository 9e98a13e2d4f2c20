#!/usr/bin/env bash
# The receiver of the message decodes it: the UUID in there is as uuidgen printed it.
ID=$(uuidgen) # want: uuidgen-lowercase
DATA=$(printf '{"request_id": "%s"}' "$ID" | base64 | tr -d '\n')
curl -d "{\"messages\": [{\"data\": \"$DATA\"}]}" https://pubsub.googleapis.com/v1/projects/p/topics/t:publish
