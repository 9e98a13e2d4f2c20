M='{"a": "b"}'
E=$(printf %s "$M" | sed 's/"/\\"/g')
curl --json "{\"message\": \"$E\"}" http://x
