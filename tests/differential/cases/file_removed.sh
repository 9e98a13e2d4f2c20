echo '{"request_id": "removed"}' > body.json
rm body.json
curl --json @body.json http://x
