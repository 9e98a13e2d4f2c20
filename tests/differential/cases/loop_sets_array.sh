#!/usr/bin/env bash
# An array that a loop sets again and again: nothing else is forgotten for it.
name=kept
while IFS=, read -r first _; do
    items=("$first" x)
    echo "${#items[@]}"
done < <(cat /dev/null; [ -z "${1-}" ] || echo "$1,b")
words='pubsub topics publish'
# shellcheck disable=SC2086
gcloud $words t --message="{\"request_id\": \"$name\"}"
