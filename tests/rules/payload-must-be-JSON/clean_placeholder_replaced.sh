# A template in a variable, filled in by sed or by an expansion.
TEMPLATE='{"count": __COUNT__}'
curl --json "${TEMPLATE/__COUNT__/3}" http://localhost
echo "$TEMPLATE" | sed 's/__COUNT__/3/' | curl --json @- http://localhost
