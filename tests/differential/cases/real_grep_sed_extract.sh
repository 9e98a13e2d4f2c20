#!/usr/bin/env bash
echo '{"request_id": "5f0c6d1e-1111-4222-8333-444455556666"}' > saved.json
ID=$(grep -o '"request_id": *"[^"]*"' saved.json | cut -d'"' -f4)
curl --json "{\"request_id\": \"$ID\"}" http://x
