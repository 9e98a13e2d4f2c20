#!/usr/bin/env bash
set -u
declare -a TESTS=(
    "plain|text|200"
    "with video|text,video|200"
    "broken||400"
)
for t in "${TESTS[@]}"; do
    IFS='|' read -r name modalities expect <<< "$t"
    list=$(echo "$modalities" | sed 's/[^,]*/"&"/g')
    curl -s --json "{\"name\": \"$name\", \"modalities\": [$list], \"expect\": $expect}" http://x
done
