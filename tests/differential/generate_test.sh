#!/usr/bin/env bash
# A few hundred generated scripts, always the same, and a few hundred that nobody has seen before:
# what `make differential` does with thousands. The seed that is printed makes them again:
# make differential N=250 SEED=…, make differential-fix N=100 SEED=…
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
"$program" -n 250 "$stub" "$paylint" || status=1
# They are fixed, and sent again.
type -P git > /dev/null || echo "skip differential --diff: there is no git"
"$program" -f -n 150 -s 1 "$stub" "$paylint" || status=1
"$program" -f -n 100 "$stub" "$paylint" || status=1
"$program" -u -n 100 "$stub" "$paylint" || status=1
exit "$status"
