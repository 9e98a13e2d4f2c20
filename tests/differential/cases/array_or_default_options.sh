OPTS=(-s)
case ${1:-} in other*) OPTS+=(-v --json '{"request_id": "other"}') ;; *) OPTS+=(--json '{"topic": "x"}') ;; esac
curl "${OPTS[@]}" http://x
