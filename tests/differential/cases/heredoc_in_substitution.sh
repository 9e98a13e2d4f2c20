BODY=$(cat <<EOF
{"a": "x)y", "b": "it's"}

EOF
)
curl --json "$BODY" http://x
