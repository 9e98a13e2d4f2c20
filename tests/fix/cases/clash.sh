#!/usr/bin/env bash
# Two fixes at one place, of which only one puts right what it is for.
if [ -n "${1-}" ]; then
    ID=req-$(uuidgen)
else
    ID=e2e-$RANDOM
fi
curl --json "{\"request_id\": \"$ID\"}" http://localhost
