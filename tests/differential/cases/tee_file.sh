echo '{"a": 1}' | tee copy.json | curl --json @- http://x
curl --json @copy.json http://x
