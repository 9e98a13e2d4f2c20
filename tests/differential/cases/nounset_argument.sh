#!/usr/bin/env bash
# set -u: an argument that isn't there ends the shell it is asked for in.
set -u
make_id() { printf '%s-%s' "$1" 9; }
id=$(make_id)
curl --json "{\"id\": \"$id\"}" http://x
curl --json "{\"id\": \"$(make_id given)\"}" http://x
send() { curl --json "{\"id\": \"$1\", \"b\": \"${2-}\"}" http://x; }
send one
send
curl --json '{"id": "never"}' http://x
