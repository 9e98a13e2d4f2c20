curl -d '{"a": 1}' http://x http://y
