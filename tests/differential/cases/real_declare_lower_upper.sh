#!/usr/bin/env bash
typeset -l ID
ID=$(uuidgen)
declare -xr OTHER=$(uuidgen | tr '[:upper:]' '[:lower:]')
curl --json "{\"request_id\": \"$ID\", \"b\": {\"request_id\": \"$OTHER\"}}" http://x
