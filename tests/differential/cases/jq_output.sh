BODY=$(jq -n --arg a v '{a: $a}')
curl --json "$BODY" http://x
