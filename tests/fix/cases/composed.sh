#!/usr/bin/env bash
# Ids that are put together, or made by a command.
STAMP=$(date +%s)
curl --json "{\"request_id\": \"$STAMP\"}" "$URL"
for i in 1 2 3; do
  ID="test-$i"
  RAND=$(openssl rand -hex 16)
  curl --json "{\"request_id\": \"$ID\"}" "$URL"
  curl --json "{\"request_id\": \"$RAND\"}" "$URL"
  curl --json "{\"request_id\": \"x-$(date +%s)\"}" "$URL"
  curl --json '{"request_id": "x-'"$i"'"}' "$URL"
  curl --json '{"request_id": "y-'$i'"}' "$URL"
done
