echo '{"request_id": "old"}' > body.json
echo '{"topic": "new"}' > body.json
curl --json @body.json http://x
