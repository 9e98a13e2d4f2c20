A=a
A+=b
A="$A"c
curl --json "{\"a\": \"$A\"}" http://x
