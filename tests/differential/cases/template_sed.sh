cat > template.json <<'EOF'
{"request_id": "__ID__", "name": "{{NAME}}", "user": "${USER_NAME}", "n": __N__}
EOF
ID=from-sed
sed "s/__ID__/$ID/" template.json > body.json
curl -d @body.json http://x/1
sed -e "s/__ID__/$ID/" -e 's/{{NAME}}/name/g' -e "s|\${USER_NAME}|tom|; s/__N__/3/" template.json | curl -d @- http://x/2
sed 's/__ID__/'"$(uuidgen | tr '[:upper:]' '[:lower:]')"'/g; s/__N__/1/' template.json | curl --json @- http://x/3
curl -d "$(sed -E "s/__ID__/${NAME:-none}/g;s/__N__/7/" < template.json)" http://x/4
sed -i "s/__ID__/in-place/; s/__N__/0/" template.json
curl -d @template.json http://x/5
printf '%s\n' 'a a' 'b a' | sed 's/a/{"request_id": "amp-&"}/' | curl --data-binary @- http://x/6
echo '{"request_id": "x.y"}' | sed 's/x\.y/dots\/here/' | curl --data-binary @- http://x/7
