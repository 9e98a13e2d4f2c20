V=global
f() {
    local V
    curl --json "{\"a\": \"${V-unset}\"}" http://x
    V=inner
}
f
curl --json "{\"a\": \"$V\"}" http://x
