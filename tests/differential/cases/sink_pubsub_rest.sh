ID=rest-1
MESSAGE="{\"request_id\": \"$ID\"}"
URL=https://pubsub.googleapis.com/v1/projects/p/topics/t:publish
curl -X POST "$URL" -H 'Content-Type: application/json' -d "{\"messages\": [{\"data\": \"$(echo -n "$MESSAGE" | base64 -w0)\"}]}"
DATA=$(echo "$MESSAGE" | base64 | tr -d '\n')
curl "$URL" -d "{\"messages\": [{\"data\": \"$DATA\"}]}"
curl "$URL" -d '{"messages": [{"data": "eyJyZXF1ZXN0X2lkIjogImxpdGVyYWwifQ=="}]}'
GOOD=$(printf '{"request_id": "%s"}' "$(uuidgen | tr '[:upper:]' '[:lower:]')" | base64 -w 0)
curl "$URL" -d "{\"messages\": [{\"data\": \"$GOOD\"}, {\"data\": \"aGVsbG8=\"}]}"
if [ -n "$CI" ]; then BOTH='{"request_id": "ci"}'; else BOTH='{"request_id": "7f0c1d9e-52a6-4d0b-8f6f-1e2a3b4c5d6e"}'; fi
curl "$URL" -d "{\"messages\": [{\"data\": \"$(echo "$BOTH" | base64 -w0)\"}]}"
