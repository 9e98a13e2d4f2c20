echo '{"a": 1}' > 'my body.json'
curl --json @"my body.json" http://x
