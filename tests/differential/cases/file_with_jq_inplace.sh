echo '{"request_id": "8b0f0f0e-4f6c-4b3e-9d51-0d7f6c1b2a33"}' > b.json
jq '.request_id = "changed"' b.json > c.json && mv c.json b.json
curl --json @b.json http://x
