if [ -n "${CI:-}" ]; then A=ci B=1; else A=local B=2; fi
curl --json "{\"a\": \"$A\", \"b\": $B}" http://x
