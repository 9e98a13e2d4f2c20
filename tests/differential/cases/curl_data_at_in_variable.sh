printf '{"a": 1}' > body.json
BODY=@body.json
curl -d "$BODY" http://x
