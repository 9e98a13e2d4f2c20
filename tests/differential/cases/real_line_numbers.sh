#!/usr/bin/env bash
i=0
for word in alpha beta; do
    i=$((i+1)); printf -v id 'case-%02d-%s' "$i" "$word"
    curl --json "{\"request_id\": \"$id\"}" http://x
done
