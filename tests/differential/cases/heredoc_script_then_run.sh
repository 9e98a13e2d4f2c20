cat > child.sh <<'EOF'
curl --json '{"a": "child"}' http://x
EOF
chmod +x child.sh
curl --json '{"a": "parent"}' http://x
