#!/bin/bash
A=$(uuidgen); A=${A,,}
f() {
  local ID=$(uuidgen)
  curl --json "{\"request_id\": \"$ID\", \"x\": \"$A\"}" "$URL"
}
f
B=$(uuidgen) # why
C=$(uuidgen || python3 -c 'import uuid; print(uuid.uuid4())')
D=`uuidgen`
readonly E=$(uuidgen)
declare -xr F=$(uuidgen)
declare -x G=$(uuidgen)
uuidgen > id.txt
curl --json "{\"request_id\": \"$B\", \"c\": \"$C\", \"d\": \"$D\"}" "$URL"
curl --json "{\"request_id\": \"$E\", \"f\": \"$F\", \"g\": \"$G\"}" "$URL"
