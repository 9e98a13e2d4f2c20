#!/usr/bin/env bash
# A few hundred generated scripts, always the same, so that a failure is the doing of the change at
# hand. Scripts that nobody has seen before, by the thousand, are what `make differential` and
# `make differential-fix` are for.
set -u
build=${BUILD:-build}
program=$build/tests/differential/differential
stub=$build/tests/differential/stub
paylint=${PAYLINT:-$build/paylint}
for tool in jq awk base64; do
    if ! type -P "$tool" > /dev/null; then
        echo "skip differential: there is no $tool"
        exit 0
    fi
done
status=0
"$program" -n 250 -s 1 "$stub" "$paylint" || status=1
"$program" -n 250 -s 2 "$stub" "$paylint" || status=1
# They are fixed, and sent again.
type -P git > /dev/null || echo "skip differential --diff: there is no git"
"$program" -f -n 150 -s 1 "$stub" "$paylint" || status=1
"$program" -f -n 100 -s 2 "$stub" "$paylint" || status=1
"$program" -u -n 100 -s 1 "$stub" "$paylint" || status=1
exit "$status"
