#!/usr/bin/env bash
# A reference whose variable is known is followed, and nothing else is forgotten for it.
kept='{"request_id": "kept"}'
set_id() {
    local -n target=$1
    target=${2-from-default}
    seen=$target
}
set_id id one
curl -d "{\"request_id\": \"$id\"}" http://h.example/a
set_id id
curl -d "{\"request_id\": \"$id\", \"seen\": \"$seen\"}" http://h.example/b
curl -d "$kept" http://h.example/c
append() {
    local -n text=$1
    text+=$2
}
body='{"request_id": '
append body '"two"'
append body '}'
curl -d "$body" http://h.example/d
