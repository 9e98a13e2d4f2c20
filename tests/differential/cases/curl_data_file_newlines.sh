printf '{"a":\r\n "b"}\n' > body.json
curl -d @body.json http://x
curl --data-raw @body.json http://x
