#!/usr/bin/env bash
# Elasticsearch takes one document a line, whatever the header says.
curl -s -H 'Content-Type: application/json' -X POST "$ES/_bulk" --data-binary '{"index": {"_id": "1"}}
{"topic": "tides"}
'
