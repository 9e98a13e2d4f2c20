cat <<EOF | tr a-z A-Z |
{"a": "b"}
EOF
    curl --json @- http://x
