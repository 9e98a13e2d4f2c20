f() {
    local -a parts=("$@")
    local IFS=-
    curl --json "{\"joined\": \"${parts[*]}\"}" http://x
}
f a b
curl --json "{\"ifs\": \"$(echo a b)\"}" http://x
