A=B
B=value
curl --json "{\"a\": \"${!A}\"}" http://x
