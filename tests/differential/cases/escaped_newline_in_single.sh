curl --json '{"a": \
1}' http://x
