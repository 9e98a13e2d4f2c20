cat > lib.sh <<'EOF'
post() { curl --json "{\"request_id\": \"$1\"}" http://x; }
EOF
source ./lib.sh
post from-lib
