printf '{"a":\n1}\n\n' > b.json
curl --data-binary @b.json http://x
curl --data-binary @- http://x < b.json
