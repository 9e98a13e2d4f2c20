A=v
curl --json @- http://x <<'EOF'
{"a": "$A", "b": "\\", "c": "`x`"}
EOF
curl --json @- http://x <<"E O F"
{"a": "$(A)"}
E O F
curl --json @- http://x <<E\OF
{"a": "$((1))"}
EOF
