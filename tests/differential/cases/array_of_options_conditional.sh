OPTS=()
[ -n "${CI:-}" ] && OPTS+=(-d '{"request_id": "in-array"}')
OPTS+=(-H "Content-Type: application/json")
curl "${OPTS[@]}" http://x
