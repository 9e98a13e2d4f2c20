false || true
true || exit 1
cd /tmp/nowhere-at-all 2> /dev/null || cd . || exit 1
curl --json '{"request_id": "behind-or-exit"}' http://x
