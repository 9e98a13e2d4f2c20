#!/usr/bin/env bash
COUNT=${COUNT:-2}
send() { curl -s --json "{\"request_id\": \"$(uuidgen | tr 'A-Z' 'a-z')\", \"n\": $1}" http://x > /dev/null; }
for i in $(seq 1 "$COUNT"); do send "$i" & done
wait
for i in $(seq 1 "$COUNT"); do
    curl -s --json "{\"request_id\": \"load-$i-$(date +%s)\"}" http://x
done
