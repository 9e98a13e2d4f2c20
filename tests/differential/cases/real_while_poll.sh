#!/usr/bin/env bash
tries=0
while :; do
    tries=$((tries + 1))
    STATUS=$(curl -s --json "{\"poll\": $tries}" http://x | jq -r .status)
    [ "$STATUS" = ok ] && break
    [ "$tries" -ge 5 ] && exit 1
done
curl --json "{\"tries\": $tries, \"status\": \"$STATUS\"}" http://x
