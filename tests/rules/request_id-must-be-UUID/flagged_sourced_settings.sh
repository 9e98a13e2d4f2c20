# want 4:4 request_id-must-be-UUID violates
# The id comes from a file that the script writes itself.
cat > settings.sh <<'EOF'
ID=from-settings
EOF
. ./settings.sh
curl --json "{\"request_id\": \"$ID\"}" http://localhost
