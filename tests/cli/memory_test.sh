#!/usr/bin/env bash
# The memory of one file serves the next: many of them, each larger than the one before, take hardly
# more than the largest. In: PAYLINT.
set -u
paylint=${PAYLINT:?the program to test}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

for number in $(seq 100 249); do
    yes 'echo hello' | head -n $((number * 40 * 7 - 25000)) > "$work/$number.sh"
done
# The address sanitizer reserves more than any limit.
grep -q __asan_init "$paylint" || ulimit -v $((48 * 1024))
if said=$("$paylint" check --no-config --jobs 1 "$work" 2>&1) && [ "$said" = 'Nothing found in 0 payloads of 150 files.' ]; then
    echo "ok files of growing size"
else
    echo "not ok files of growing size: $said"
    exit 1
fi
