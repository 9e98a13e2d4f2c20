#!/bin/sh
ID=$(uuidgen)
LOWER=${ID,,}
curl --json "{\"request_id\": \"$ID\"}" "$URL"
curl --json '{"request_id": "posix"}' "$URL"
