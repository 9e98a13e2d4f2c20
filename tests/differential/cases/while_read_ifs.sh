while IFS=, read -r id name rest; do
    curl --json "{\"request_id\": \"$id\", \"name\": \"$name\", \"rest\": \"$rest\"}" http://x
done <<'EOF'
r1,alpha
r2,beta,x,y
EOF
