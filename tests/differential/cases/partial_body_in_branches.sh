# run: x
BODY='{"topic": "t"'
if [ -n "${1:-}" ]; then BODY+=", \"given\": \"$1\""; fi
if [ "${1:-}" = x ]; then BODY+=', "request_id": "x"'; fi
BODY+='}'
curl --json "$BODY" http://x
