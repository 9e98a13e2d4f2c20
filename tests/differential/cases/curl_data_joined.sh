curl -d a=1 -d b=2 --data-raw c=3 http://x
curl -d '{"a": 1' -d '"b": 2}' http://x
