L=(a)
[ -n "${CI:-}" ] && L+=(b)
for x in "${L[@]}"; do curl --json "{\"x\": \"$x\"}" http://x; done
