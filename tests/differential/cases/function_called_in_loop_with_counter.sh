n=0
next() { n=$((n + 1)); }
next; next; next
curl --json "{\"n\": $n}" http://x
for _ in 1 2; do next; curl --json "{\"n\": $n}" http://x; done
