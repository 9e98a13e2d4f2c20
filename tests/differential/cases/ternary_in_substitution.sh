A=$([ -n "${CI:-}" ] && echo ci || echo laptop)
curl --json "{\"a\": \"$A\"}" http://x
B=$(if [ -n "${CI:-}" ]; then echo 1; fi)
curl --json "{\"b\": \"$B\"}" http://x
