write() { cat > "$1"; }
write body.json <<EOF
{"a": 1}
EOF
curl --json @body.json http://x
