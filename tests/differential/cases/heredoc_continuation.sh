curl --json @- http://x <<EOF
{"a": "one \
two", "b": "\\
"}
EOF
