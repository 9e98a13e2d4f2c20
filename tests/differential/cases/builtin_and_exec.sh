builtin echo '{"a": 1}' | curl --json @- http://x
exec curl --json '{"request_id": "by-exec"}' http://x
