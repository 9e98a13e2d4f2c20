A=a
[ -n "${CI:-}" ] && A=b
[ -n "${CI:-}" ] || A=c
curl --json "{\"a\": \"$A\"}" http://x
