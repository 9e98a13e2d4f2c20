#!/usr/bin/env bash
# "${array[*]}" of an array that isn't known is one word, and so is what has been assigned.
send() {
    local topic=$1
    shift
    gcloud pubsub topics publish "$topic" "$@"
}
read -r -a words <<< "${1-}"
send a --message "${words[*]}"
all="${words[@]}"
send b --message "$all"
send c --message "{\"args\": \"$*\", \"request_id\": \"job\"}"
