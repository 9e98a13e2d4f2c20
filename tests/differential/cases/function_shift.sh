f() {
    local first=$1
    shift
    curl --json "{\"first\": \"$first\", \"rest\": \"$*\"}" http://x
}
f a b c
