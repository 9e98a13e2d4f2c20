curl --json @- http://x <<EOF
{"price": "5$", "b": "$ 5", "c": "$"}
EOF
