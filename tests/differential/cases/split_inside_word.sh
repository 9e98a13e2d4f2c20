#!/usr/bin/env bash
# An unquoted variable in the middle of a word: of how many words it is depends on the branch.
if [ -n "${1-}" ]; then name='two words'; else name=one; fi
# shellcheck disable=SC2086
gcloud pubsub topics publish t --message="{\"request_id\": \"bad\", \"name\": \""$name"\"}" > /dev/null
# No file has a double quote in its name: the pattern stays as it is.
glob='a*b?'
# shellcheck disable=SC2086
gcloud pubsub topics publish t --message='{"request_id": "'${glob}'"}'
