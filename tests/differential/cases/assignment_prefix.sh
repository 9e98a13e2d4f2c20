A=outer
A=inner true
curl --json "{\"a\": \"$A\"}" http://x
