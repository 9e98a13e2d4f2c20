# want 4:12 unexpanded-variable violates
NAME=tides
curl --json @- http://localhost <<'EOF'
{"topic": "$NAME"}
EOF
