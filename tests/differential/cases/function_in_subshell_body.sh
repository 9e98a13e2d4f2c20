A=outer
f() ( A=inner; curl --json "{\"a\": \"$A\"}" http://x )
f
curl --json "{\"a\": \"$A\"}" http://x
