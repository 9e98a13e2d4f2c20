{ echo '{"a": 1}'; echo noise >&2; } 2> /dev/null | curl --json @- http://x
echo '{"b": 1}' > one 2>&1
curl --json @one http://x
