#!/usr/bin/env bash
INNER='{"request_id": "inner"}'
ESCAPED=${INNER//\"/\\\"}
curl --json "{\"body\": \"$ESCAPED\"}" http://x
