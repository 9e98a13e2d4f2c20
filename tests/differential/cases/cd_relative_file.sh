mkdir sub
echo '{"a": "outer"}' > body.json
cd sub || exit 1
echo '{"a": "inner"}' > body.json
curl --json @body.json http://x
cd ..
curl --json @body.json http://x
(cd sub && curl --json @body.json http://x)
curl --json @./sub/../body.json http://x
