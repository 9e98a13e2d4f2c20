echo '{"a": 1}' > body.json
curl --json @- http://x < body.json
