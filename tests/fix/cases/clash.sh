#!/usr/bin/env bash
# Two fixes at one place, one of which must change another place, too.
if [ -n "${1-}" ]; then
    ID=req-$(uuidgen)
else
    ID=e2e-$RANDOM
fi
curl --json "{\"request_id\": \"$ID\"}" http://localhost
