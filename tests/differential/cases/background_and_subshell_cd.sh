mkdir d
(cd d && echo '{"request_id": "in-d"}' > b.json)
echo '{"a": 1}' > b.json
curl --json @b.json http://x
curl --json @d/b.json http://x
