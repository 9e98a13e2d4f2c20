# A template that envsubst fills in before it is JSON.
TEMPLATE='{"count": $COUNT, "topic": "$TOPIC"}'
echo "$TEMPLATE" | envsubst | curl --json @- http://localhost
