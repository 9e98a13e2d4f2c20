#!/usr/bin/env bash
# Fixes the scripts of corpus/, tests/rules/ and tests/fix/cases/ as tests/differential/generate_test.sh
# does generated ones: what they send is held against what they sent before, under bash with stubs.
set -u
build=${BUILD:-build}
for tool in jq awk base64; do
    if ! type -P "$tool" > /dev/null; then
        echo "skip corpus: there is no $tool"
        exit 0
    fi
done
status=0
shopt -s globstar
for mode in -f -u; do
    "$build/tests/differential/differential" "$mode" -s 0 "$build/tests/differential/stub" \
        "${PAYLINT:-$build/paylint}" corpus/**/*.sh tests/rules/*/*.sh tests/fix/cases/*.sh || status=1
done
exit "$status"
