#!/usr/bin/env bash
set -o pipefail # then a pipeline fails where any of its commands does
URL=https://example.org
send() { curl --json "{\"request_id\": \"$1\"}" "$URL"; }
# a list is piped as a whole, and what is lower case anyway stays the same
ID=$(uuidgen || cat /proc/sys/kernel/random/uuid)
send "$ID"
# nobody looks
ID=$(uuidgen) || true
send "$ID"
[ -n "${1-}" ] && ID=$(uuidgen)
send "$ID"
send "$(uuidgen)" || exit 1
if [ -n "${1-}" ]; then
    ID=$(uuidgen)
    send "$ID"
else
    ID=$(uuidgen)
fi
send "$ID"
# somebody does
ID=$(uuidgen) || ID=$(cat /proc/sys/kernel/random/uuid)
send "$ID"
ID=$(uuidgen) || exit 1
send "$ID"
if ! ID=$(uuidgen); then
    ID=$(cat /proc/sys/kernel/random/uuid)
fi
send "$ID"
while ID=$(uuidgen); do
    send "$ID" && break
done
ID=$(if uuidgen; then :; else cat /proc/sys/kernel/random/uuid; fi)
send "$ID"
ID=$(if uuidgen || false; then :; else cat /proc/sys/kernel/random/uuid; fi)
send "$ID"
