A=outer
(A=inner; curl --json "{\"a\": \"$A\"}" http://x)
curl --json "{\"a\": \"$A\"}" http://x
{ A=group; }
curl --json "{\"a\": \"$A\"}" http://x
