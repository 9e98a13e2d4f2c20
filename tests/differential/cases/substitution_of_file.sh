echo '{"a": 1}' > body.json
curl --json "$(< body.json)" http://x
curl --json "$(cat body.json)" http://x
