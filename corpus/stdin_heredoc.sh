#!/usr/bin/env bash
# want 6:17 request_id-must-be-UUID violates
# curl reads the heredoc itself.
curl -s -H 'Content-Type: application/json' -d @- "${API_URL:-http://localhost:8080}/v1/content" <<EOF
{
  "request_id": "from-stdin",
  "topic": "Tides"
}
EOF
