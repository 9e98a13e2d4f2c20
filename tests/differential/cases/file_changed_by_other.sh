echo '{"a": "X"}' > body.json
sed -i 's/X/y/' body.json
curl --json @body.json http://x
