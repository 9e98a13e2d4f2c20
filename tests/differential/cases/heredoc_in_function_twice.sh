f() {
    cat <<EOF
{"id": "$1", "b": "${2-}"}
EOF
}
f one | curl --json @- http://x
f two x | curl --json @- http://x
