BODY='{"a":1}'
curl -d $BODY http://x
