true && A=1 || A=2
false && B=1 || B=2
false || false && C=1
curl --json "{\"a\": \"$A\", \"b\": \"$B\", \"c\": \"${C-none}\"}" http://x
