#!/usr/bin/env bash
# Two findings at one word, the fix of neither of which holds, keep no other fix from being made.
for id in demo-{a,b}; do
    curl --json "{\"request_id\": \"$id\"}" https://example.org/one
done
curl --json '{"request_id": "other-id"}' https://example.org/two
