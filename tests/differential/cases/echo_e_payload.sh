echo -e "{\"a\": \"b\\\\nc\"}" | curl --json @- http://x
echo -e '{"a":\t1}' | curl --json @- http://x
