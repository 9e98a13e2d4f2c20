curl -H 'Content-Type: application/x-ndjson' --data-binary $'{"index": {}}\n{"request_id": "nd-1"}\n' http://es.example/_bulk
curl -H 'Content-Type: application/json' --data-binary $'{"index": {}}\n{"request_id": "nd-2",}\n' http://es.example/i/_bulk?refresh=true
ID=$(uuidgen | tr '[:upper:]' '[:lower:]')
printf '{"request_id": "%s"}\n' "$ID" "$NAME" | curl -H 'Content-Type: application/x-ndjson' --data-binary @- http://es.example/x
