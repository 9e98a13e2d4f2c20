#!/usr/bin/env bash
# Whether a variable that is sent by its name has a value there: only then is it surely meant.
URL=https://example.org
setup() { GLOBAL=g; }
setup
other() {
    local own=o
    curl --json "{\"own\": \"$own\"}" "$URL"
}
(INNER=i; curl --json '{"inner": "$INNER"}' "$URL")
for_command=x env | grep for_command
env argument=x true
declared() {
    declare mine=m
    curl --json '{"mine": "$mine"}' "$URL"
}
export exported=e
one=1 two=2 2> /dev/null
# these have
curl --json '{"global": "$GLOBAL"}' "$URL"
curl --json '{"exported": "$exported"}' "$URL"
curl --json '{"two": "$two"}' "$URL"
# these haven't
curl --json '{"own": "$own"}' "$URL"
curl --json '{"inner": "$INNER"}' "$URL"
curl --json '{"command": "$for_command"}' "$URL"
curl --json '{"argument": "$argument"}' "$URL"
other
declared
