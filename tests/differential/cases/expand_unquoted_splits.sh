OPTS='--request POST'
curl $OPTS --json '{"a": 1}' http://x
ARGS="-d x=1"
curl $ARGS http://x
