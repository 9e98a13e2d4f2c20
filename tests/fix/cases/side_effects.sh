#!/usr/bin/env bash
# An id is put together, and something else happens by the way: the script may miss it.
URL=https://example.org
# these only print
curl --json "{\"request_id\": \"since-$(date +%s)\"}" "$URL"
curl --json "{\"request_id\": \"build-$(git rev-parse --short HEAD 2> /dev/null || echo none)\"}" "$URL"
curl --json "{\"request_id\": \"bytes-$(head -c 4 /dev/urandom | xxd -p)-$((COUNT + 1))-${1:-x}\"}" "$URL"
curl --json "{\"request_id\": \"equal-$((COUNT == 1))-$((COUNT <= 1 << 2))-$(tr -d '\n' < "$2")\"}" "$URL"
# a variable is set
curl --json "{\"request_id\": \"default-${COUNT:=5}\"}" "$URL"
curl --json "{\"request_id\": \"counted-$((COUNT++))\"}" "$URL"
curl --json "{\"request_id\": \"summed-$((COUNT += 2))\"}" "$URL"
curl --json "{\"request_id\": \"shifted-$((COUNT <<= 1))\"}" "$URL"
curl --json "{\"request_id\": \"indexed-${NAMES[COUNT++]}\"}" "$URL"
# the script ends
curl --json "{\"request_id\": \"demanded-${3:?is missing}\"}" "$URL"
# who knows
curl --json "{\"request_id\": \"ticket-$(next_ticket)\"}" "$URL"
curl --json "{\"request_id\": \"kept-$(date | tee /tmp/kept)\"}" "$URL"
curl --json "{\"request_id\": \"taken-$(tr -d x)\"}" "$URL"
curl --json "{\"request_id\": \"looped-$(for i in 1 2; do echo "$i"; done)\"}" "$URL"
curl --json "{\"request_id\": \"inner-$(echo "$(next_ticket)")\"}" "$URL"
echo "$COUNT"
