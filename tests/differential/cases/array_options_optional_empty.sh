OPTS=()
if [ -n "${CI:-}" ]; then OPTS=(-H 'X-CI: 1'); fi
curl "${OPTS[@]}" --json '{"request_id": "with-options"}' http://x
