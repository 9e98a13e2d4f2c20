#!/usr/bin/env bash
# JSON's quotes come first, then the id, which stands in quotes of jq's.
BARE=$(jq -nr '"bare-word"')
curl --json "{\"request_id\": $BARE}" "$URL"
