A=set
curl --json "{\"a\": \"${A:?must be set}\"}" http://x
