#!/usr/bin/env bash
ID=${1:-$(uuidgen | tr '[:upper:]' '[:lower:]')}
N=${2:-1}
curl --json "{\"request_id\": \"$ID\", \"n\": \"$N\"}" http://x
