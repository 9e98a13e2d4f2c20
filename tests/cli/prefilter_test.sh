#!/usr/bin/env bash
# The prefilter changes nothing but how long it takes: findings, payloads and verdicts are the same
# with it and without. In: PAYLINT.
set -u
paylint=${PAYLINT:?the program to test}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# What each run makes anew is left out: ids, and, in an audit, scripts that the prefilter left
# unread, and that otherwise run into a limit.
told() {
    sed -E 's/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/UUID/g; s/\{"(rule|path|version)"/\n&/g' |
        grep -v 'it is not followed to its end\|"it sends nothing"\|"summary"'
}

# same NAME PATH…
same() {
    local name=$1 command
    shift
    for command in 'check --strict --show-suppressed' payloads audit; do
        # shellcheck disable=SC2086 # words
        "$paylint" $command --format json "$@" 2> /dev/null | told > "$work/with"
        # shellcheck disable=SC2086
        "$paylint" $command --format json --no-prefilter "$@" 2> /dev/null | told > "$work/without"
        if [ -s "$work/with" ] && cmp -s "$work/with" "$work/without"; then
            echo "ok ${command%% *} finds the same with the prefilter in $name"
        else
            echo "not ok ${command%% *} finds the same with the prefilter in $name"
            diff "$work/with" "$work/without" | cut -c 1-300 | head -n 6
        fi
    done
}

for folder in corpus tests/rules tests/fix tests/hosts tests/differential/cases docs; do
    same "$folder" "$folder"
done

mapfile -t scripts < <(tests/shell/system-scripts)
same "this system's scripts" "${scripts[@]}"

# Scripts of this system into which something is put that sends: at the end, or in a file beside it
# that it sources.
mkdir "$work/sends" "$work/sources"
# shellcheck disable=SC2016 # for the script
printf 'curl --json "{\\"request_id\\": \\"$1\\"}" http://localhost\n' > "$work/sources/lib.sh"
number=0
for script in "${scripts[@]:0:200}"; do
    number=$((number + 1))
    { cat "$script"; printf '\n'; cat "$work/sources/lib.sh"; } > "$work/sends/$number.sh"
    { printf '#!/bin/sh\n. "$(dirname "$0")/lib.sh" test-%d\n' "$number"; cat "$script"; } > "$work/sources/$number.sh"
done
same 'scripts that send' "$work/sends"
same 'scripts that source one that sends' "$work/sources"

# What a look at the bytes can't see, as docs/limits.md says.
printf 'a=cu b=rl\n$a$b -d "{" x\n' > "$work/hidden.sh"
if ! "$paylint" payloads "$work/hidden.sh" | grep -q . &&
    "$paylint" payloads --no-prefilter "$work/hidden.sh" | grep -q curl; then
    echo 'ok a name that is put together is seen without the prefilter only'
else
    echo 'not ok a name that is put together is seen without the prefilter only'
fi
if "$paylint" check --verbose "$work/hidden.sh" 2> /dev/null | grep -q payload-must-be-JSON; then
    echo 'ok --verbose reads all'
else
    echo 'not ok --verbose reads all'
fi
