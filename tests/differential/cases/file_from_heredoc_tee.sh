tee b.json <<EOF > /dev/null
{"request_id": "by-tee"}
EOF
curl --json @b.json http://x
