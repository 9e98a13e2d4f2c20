#!/usr/bin/env bash
# Where the variable is set.
send() {
    curl --json "$1" "$URL"
}

# The same id in two messages of one run stays one.
send '{"request_id": "same-id", "step": 1}'
send '{"request_id": "same-id", "step": 2}'

# In two branches: before the `if`.
if [ -n "$1" ]; then
    send '{"request_id": "branches", "step": 1}'
else
    send '{"request_id": "branches", "step": 2}'
fi

# In one branch: inside it.
if [ -n "$2" ]; then
    send '{"request_id": "one-branch"}'
fi

# A function's own.
publish() {
    local topic=$1
    send "{\"request_id\": \"in-function\", \"topic\": \"$topic\"}"
}
publish a
publish b

# A loop's: a new one each time.
for topic in tides moons; do
    send "{\"request_id\": \"in-loop\", \"topic\": \"$topic\"}"
done

# In one line.
if true; then send '{"request_id": "one-line"}'; fi
true && send '{"request_id": "behind-and"}'
! send '{"request_id": "negated"}'
(cd / && send '{"request_id": "subshell"}')
case $3 in
a) send '{"request_id": "case-a"}' ;;
b) ID=case-b; send "{\"request_id\": \"$ID\"}" ;;
esac

# Names: taken ones are left alone, and two that begin alike differ.
TEST9_UUID=mine
send '{"request_id": "test9_first"}'
send '{"request_id": "test8_first"}'
send '{"request_id": "test8_second"}'
send '{"request_id": "7"}'

# Defaults and assignments.
ID=${4:-by-default}
send "{\"request_id\": \"$ID\"}"
export OTHER="exported"
send "{\"request_id\": \"$OTHER\"}"
ids=(first-id second-id)
for id in "${ids[@]}"; do
    send "{\"request_id\": \"$id\"}"
done

# What a condition sends: before all of it; what a loop sends again until it gets through stays one.
if send '{"request_id": "asked-once"}'; then
    echo sent
elif send '{"request_id": "asked-next"}'; then
    echo sent
else
    send '{"request_id": "asked-last"}'
fi
until send '{"request_id": "tried-again"}'; do
    sleep 1
done
while send "{\"request_id\": \"round-${round=0}\"}" && [ "$((round += 1))" -lt 3 ]; do
    :
done
