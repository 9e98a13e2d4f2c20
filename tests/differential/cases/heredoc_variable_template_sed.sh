TEMPLATE=$(cat <<'EOF'
{"request_id": "__ID__", "n": __N__}
EOF
)
BODY=${TEMPLATE//__ID__/filled}
BODY=${BODY/__N__/5}
curl --json "$BODY" http://x
