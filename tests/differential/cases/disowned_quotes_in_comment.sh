# it's a trap: don't "count these quotes
curl --json '{"a": 1}' http://x # nor 'this
curl --json '{"b": 2}' http://x
