A=v
curl --json @- http://x <<EOF
{"a": "$A", "b": "${A}", "c": "\$A", "d": "\\", "e": "a\"b", "f": "`echo $A`", "g": "$(echo "$A")", "h": $((1+2))}
EOF
