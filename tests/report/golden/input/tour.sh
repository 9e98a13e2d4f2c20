#!/usr/bin/env bash
# What formats must show: a value from a variable, letters that aren't ASCII before it, a comment that
# suppresses, the same mistake twice, a message of several lines that is no JSON, and a warning.
# shellcheck disable=all
ID=test1
Grüße="ä, ö"; curl --json "{\"request_id\": \"$ID\", \"note\": \"100%\"}" "$URL"
# paylint: ignore[request_id-must-be-UUID] the receiver must refuse it
curl --json '{"request_id": "bad"}' "$URL"
curl --json '{"request_id": "bad"}' "$URL"
curl --json '{"request_id": "bad"}' "$URL"
curl --json '{
  "topic": "tides",
  "grades": [ 5,
    6, ]
}' "$URL"
OTHER=$(uuidgen)
curl --json "{\"request_id\": \"$OTHER\"}" "$URL"
