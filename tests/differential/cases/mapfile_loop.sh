mapfile -t A <<'EOF'
{"request_id": "m-1"}
{"topic": "m-2"}
EOF
for x in "${A[@]}"; do curl --json "$x" http://x; done
