# curl -d drops the newlines of a file.
cat > request.json <<EOF
{"data": "$(base64 < photo.png)"}
EOF
curl -d @request.json -H 'Content-Type: application/json' http://localhost
