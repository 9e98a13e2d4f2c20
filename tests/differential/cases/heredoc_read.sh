read -r -d '' BODY <<'EOF'
{"request_id": "by-read"}
EOF
curl --json "$BODY" http://x
