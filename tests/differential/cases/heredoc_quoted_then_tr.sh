tr -d '\n ' <<'EOF' | curl --json @- http://x
{
  "a": "$B"
}
EOF
