T=$(sed "s/YOUR_TOKEN/$TOKEN/" <<'EOF'
{"token": "YOUR_TOKEN"}
EOF
)
curl --json "$T" http://localhost
