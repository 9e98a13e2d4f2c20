#!/usr/bin/env bash
# How many words an unquoted variable is depends on the branch.
if [ -n "${1-}" ]; then options='-s -X POST'; else options=-v; fi
# shellcheck disable=SC2086
curl $options -d '{"request_id": "from-options"}' http://h.example/a
if [ -n "${1-}" ]; then body='{"a": 1}'; else body='[1]'; fi
# shellcheck disable=SC2086
gcloud pubsub topics publish t --message $body
