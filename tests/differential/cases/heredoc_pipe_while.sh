cat <<EOF | while read -r l; do curl --data-binary "$l" http://x; done
a $((1 + 1))
b
EOF
