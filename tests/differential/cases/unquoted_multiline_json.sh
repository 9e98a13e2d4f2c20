BODY='{
  "a": 1
}'
echo $BODY | curl --json @- http://x
echo "$BODY" | curl --json @- http://x
