#!/usr/bin/env bash
# Ids that are put together where a function is called, or in a variable further up.
publish() {
    curl --json "{\"request_id\": \"$1\"}" http://localhost
}
RUN=7
publish run-"$RUN"
publish "one-$RUN"
publish 'two-'"$RUN"
publish three-$RUN
publish four\ four
ID=five-$RUN
publish "$ID"
FIRST="six-$(date +%s)"
SECOND=$FIRST
publish "$SECOND"

# All of the word is not what is sent.
part=seven8
curl --json "{\"request_id\": \"${part%8}\"}" http://localhost
curl --json $'{"request_id": "nine\x2dansi"}' http://localhost
