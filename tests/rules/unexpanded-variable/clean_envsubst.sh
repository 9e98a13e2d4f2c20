# envsubst puts the values in.
export NAME=tides
envsubst <<'EOF' | curl --json @- http://localhost
{"topic": "$NAME"}
EOF
envsubst '$NAME' <<'EOF' > filled.json
{"topic": "$NAME"}
EOF
