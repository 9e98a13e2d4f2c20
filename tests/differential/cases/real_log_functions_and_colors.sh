#!/bin/bash
RED='\033[0;31m'; NC='\033[0m'
log() { echo -e "${RED}[$(date +%H:%M:%S)]${NC} $*"; }
log "start"
ID=$(cat /proc/sys/kernel/random/uuid)
log "using $ID"
RESPONSE=$(curl -s -X POST http://x -H "Content-Type: application/json" -d "{
  \"request_id\": \"$ID\",
  \"nested\": {
    \"list\": [\"a\", \"b\"],
    \"flag\": true
  }
}")
if echo "$RESPONSE" | grep -q '"status"'; then log "ok"; else log "failed"; fi
STATUS=$(echo "$RESPONSE" | jq -r '.status // "none"')
curl -s --json "{\"status\": \"$STATUS\"}" http://x
