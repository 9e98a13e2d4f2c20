#!/usr/bin/env bash
cat > .env <<'EOF'
API_HOST=example.org
API_ID="env-id"
EOF
set -a
source .env
set +a
curl --json "{\"host\": \"$API_HOST\", \"request_id\": \"${API_ID}\"}" http://x
