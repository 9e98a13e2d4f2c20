curl --json '{"a":"#1"}' http://x#fragment # a comment
curl --json {\"a\":\"b#c\"} http://x
