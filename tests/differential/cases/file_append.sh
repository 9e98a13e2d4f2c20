echo '{' > body.json
echo '"a": 1' >> body.json
echo '}' >> body.json
curl -d @body.json http://x
curl --data-binary @body.json http://x
