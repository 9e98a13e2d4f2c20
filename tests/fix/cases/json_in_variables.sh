#!/usr/bin/env bash
# Mistakes in what variables hold: it may be right where else they are used.
post() {
    curl --json "$1" http://localhost
}

# The whole payload, made of several pieces.
BODY="{'a': 1"
BODY+=", 'b': 2"
BODY="$BODY, 'c': 3}"
post "$BODY"

# The quotes are the payload's, but what stands between them isn't.
greeting='say "hi"'
echo "$greeting" > greeting.txt
post "{'a': '$greeting'}"

# A part that is used here only, and one that isn't.
part="'once'"
post "{\"a\": $part}"
shared="'twice'"
echo "$shared" > shared.txt
post "{\"a\": $shared}"

# A UUID lacks its quotes in one of two branches.
fresh=$(uuidgen | tr '[:upper:]' '[:lower:]')
if [ $# -gt 0 ]; then
    BODY="{\"id\": $fresh}"
else
    BODY="{\"id\": \"$fresh\", \"kind\": \"other\"}"
fi
post "$BODY"
