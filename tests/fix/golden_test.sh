#!/usr/bin/env bash
# What --fix makes of a script stands beside it: NAME.fixed, and NAME.unsafe-fixed where
# --unsafe-fixes does more. In tests/rules/*/, tests/fix/cases/ and tests/fix/hosts/. UUIDs that a fix writes differ from
# run to run: any UUID is taken for any other. `make fixed` writes these files anew, to be read in review.
set -u
paylint=$(realpath "${PAYLINT:-build/paylint}")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0
checked=0

. "$(dirname "${BASH_SOURCE[0]}")/masked.sh"

# compare SCRIPT GOLDEN OPTION…: in a copy of the folder, as a script may need what stands beside it.
compare() {
    local script=$1 golden=$2 copy
    shift 2
    copy=$work/$(basename "$(dirname "$script")")
    rm -rf "$copy" && cp -R "$(dirname "$script")" "$copy"
    (cd "$copy" && "$paylint" check --exit-zero "$@" "$(basename "$script")" > "$work/out" 2> "$work/err")
    checked=$((checked + 1))
    if ! difference=$(diff -u --label "$golden" --label "what --fix makes" \
        <(masked "$golden") <(masked "$copy/$(basename "$script")")); then
        if [ -n "${WRITE_FIXED:-}" ]; then
            cp "$copy/$(basename "$script")" "$golden"
            return
        fi
        echo "not ok $script $*: ${difference//$'\n'/|}"
        failed=1
        return
    fi
    "$paylint" check --exit-zero "$@" --diff "$copy/$(basename "$script")" > "$work/again" 2> "$work/err"
    if [ -s "$work/again" ]; then
        echo "not ok $script $*: a second --fix changes more: $(tr '\n' '|' < "$work/again")"
        failed=1
    else
        echo "ok $script $*"
    fi
}

for golden in tests/rules/*/*.fixed tests/fix/{cases,hosts}/*.fixed; do
    [ -e "$golden" ] && compare "${golden%.fixed}" "$golden" --fix
done
for golden in tests/rules/*/*.unsafe-fixed tests/fix/{cases,hosts}/*.unsafe-fixed; do
    [ -e "$golden" ] && compare "${golden%.unsafe-fixed}" "$golden" --fix --unsafe-fixes
done
if [ "$checked" -eq 0 ]; then
    echo "not ok there is nothing to compare"
    failed=1
fi
exit "$failed"
