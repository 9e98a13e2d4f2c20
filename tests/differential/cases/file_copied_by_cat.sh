echo '{"a": 1}' > one.json
cat one.json > two.json
cp one.json three.json
curl --json @two.json http://x
curl --json @three.json http://x
