#!/usr/bin/env bash
[ -n "$1" ] && PARENT=$1
ID=$(uuidgen | tr A-Z a-z)
curl --json "{\"request_id\": \"$ID\", \"parent\": {\"request_id\": \"${PARENT:-root}\"}}" http://x
