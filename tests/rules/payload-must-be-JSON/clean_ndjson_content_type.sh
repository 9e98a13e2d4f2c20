# One document a line, and the content type says so.
curl -H 'Content-Type: application/x-ndjson' --data-binary @- http://localhost/_bulk <<EOF
{"index": {"_id": "1"}}
{"topic": "tides"}
EOF
