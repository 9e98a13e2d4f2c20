curl --json "{\"a\": \
1, \"b\": 2}" http://x
curl --json {\"c\":\
3} http://x
