# run: x
if [ "${1:-}" = x ]; then A='{"request_id": "is-x"}'
elif [ -n "${1:-}" ]; then A='{"topic": "given"}'
else A='{"topic": "none"}'; fi
curl --json "$A" http://x
