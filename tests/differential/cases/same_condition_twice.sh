if [ -n "${CI:-}" ]; then OPEN='{"a": ['; else OPEN='['; fi
if [ -n "${CI:-}" ]; then CLOSE=']}'; else CLOSE=']'; fi
curl --json "${OPEN}1$CLOSE" http://x
