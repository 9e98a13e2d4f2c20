echo -n '{"a": 1}' | curl --json @- http://x
echo '{"b": 2}' | curl -d @- http://x
