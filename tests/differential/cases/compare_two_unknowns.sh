if [ "${1:-}" = "${CI:-}" ]; then A=same; else A=different; fi
curl --json "{\"request_id\": \"$A\"}" http://x
