curl -sSd'{"a": 1}' -XPOST http://x
curl --data='{"b": 2}' http://x
curl -d='{"c": 3}' http://x
