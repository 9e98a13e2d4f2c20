# run: p q
for a; do curl --json "{\"a\": \"$a\"}" http://x; done
for a in "$@"; do curl --json "{\"b\": \"$a\"}" http://x; done
