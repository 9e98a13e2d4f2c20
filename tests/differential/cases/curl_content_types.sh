curl -H 'Content-Type: text/plain' -d '{not json' http://x
curl -H 'Content-Type: application/json' -d 'not json' http://x
curl -H 'content-type:application/vnd.api+json; charset=utf-8' -d '{"a": 1}' http://x
