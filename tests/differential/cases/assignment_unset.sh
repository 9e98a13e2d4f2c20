A=set
unset A
curl --json "{\"a\": \"${A:-unset}\"}" http://x
