FILE=$(mktemp)
cat > "$FILE" <<EOF
{"a": 1}
EOF
curl --json "@$FILE" http://x
