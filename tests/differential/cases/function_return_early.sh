f() {
    curl --json '{"a": 1}' http://x
    return 0
    curl --json '{"request_id": "behind-return"}' http://x
}
f
