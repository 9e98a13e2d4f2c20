echo '{"request_id": "moved"}' > one.json
mv one.json two.json
curl --json @two.json http://x
