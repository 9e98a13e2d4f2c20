#!/usr/bin/env bash
# Functions that a loop defines again and again, some in a branch: nothing else is forgotten.
words='pubsub topics publish'
while IFS=, read -r first _; do
    if [ -n "${1-}" ]; then
        body() { printf '{"request_id": "job-%s"}' "$1"; }
        # shellcheck disable=SC2086
        gcloud $words t --message="$(body "$first")"
    fi
done < <(cat /dev/null; [ -z "${1-}" ] || echo "$1,b")
# shellcheck disable=SC2086
gcloud $words u --message='{"request_id": "after"}'
