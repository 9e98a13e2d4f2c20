#!/usr/bin/env bash
TOKEN=$(curl -s -d "user=a&password=b" http://x/login | jq -r '.token')
curl -s -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' --data-raw '{"request_id":"8B0F0F0E-4F6C-4B3E-9D51-0D7F6C1B2A33"}' http://x
