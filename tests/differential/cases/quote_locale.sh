A=v
curl --json $"{\"a\": \"$A\"}" http://x
