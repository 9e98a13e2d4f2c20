echo '{"a": "b\nc"}' | curl --json @- http://x
