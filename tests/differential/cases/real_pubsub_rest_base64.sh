#!/usr/bin/env bash
DATA=$(echo -n '{"request_id": "wrapped"}' | base64 | tr -d '\n')
curl -s -X POST "https://pubsub.example/v1/projects/p/topics/t:publish" -H "Content-Type: application/json" \
  -d "{\"messages\": [{\"data\": \"$DATA\", \"attributes\": {\"k\": \"v\"}}]}"
