#!/usr/bin/env bash
# However many files are checked at once, the output is the same byte for byte: findings, payloads,
# errors and notes. In: PAYLINT.
set -u
paylint=${PAYLINT:?the program to test}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# compare NAME ARGUMENTS...: runs the arguments with one, two and seven files at once.
compare() {
    local name=$1 jobs
    shift
    for jobs in 1 2 7; do
        "$paylint" "$@" --jobs "$jobs" > "$work/out" 2> "$work/err.$jobs"
        echo "status $?" >> "$work/out"
        # The ids that fixes make are new in each run.
        sed -E 's/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/UUID/g' "$work/out" > "$work/out.$jobs"
    done
    for jobs in 2 7; do
        if [ ! -s "$work/out.1" ] || ! cmp -s "$work/out.1" "$work/out.$jobs" ||
            ! cmp -s "$work/err.1" "$work/err.$jobs"; then
            echo "not ok $name with $jobs jobs"
            return
        fi
    done
    echo "ok $name"
}

# Enough files for all threads, some of which can't be read or understood, or source one another.
mkdir -p "$work/tree/sub"
for number in $(seq 1 150); do
    cp corpus/test_dual_modality_pubsub.sh "$work/tree/$number.sh"
    printf 'curl --json "{\\"n\\": $%d}" "$URL"\nif then fi )\n' "$number" > "$work/tree/sub/$number.sh"
    printf '. ./%d.sh\nduplicate() { curl --json "{\\"a\\":1,\\"a\\":$1}" x; } # paylint: ignore[x]\nduplicate 1\n' \
        "$number" > "$work/tree/sourcing-$number.sh"
done
compare 'findings as text' check corpus tests/rules tests/hosts "$work/tree"
compare 'findings as JSON, what is unknown too' check --strict --format json corpus tests/rules "$work/tree"
compare 'notes and errors' check --verbose "$work/tree" "$work/none.sh" "$work/tree/sub" /dev/null "$work/1.sh"
mkdir "$work/limited"
for number in $(seq 1 300); do
    yes 'curl x' | head -n $((number % 7 + 4)) > "$work/limited/$number.sh"
done
compare 'warnings of files in which nothing is found' check --limit steps=3 "$work/limited"
compare 'a patch' check --diff tests/rules corpus
compare 'payloads' payloads --format json corpus tests/rules "$work/tree"
mapfile -t scripts < <(tests/shell/system-scripts | head -n 400)
compare "this system's scripts" check --strict --verbose "${scripts[@]}"

for jobs in 0 x 2x -1 '' 1000; do
    if "$paylint" check --jobs "$jobs" corpus > /dev/null 2> "$work/err" || [ $? -ne 2 ] ||
        ! grep -q -- '--jobs takes a number from 1 to' "$work/err"; then
        echo "not ok --jobs '$jobs' is refused"
    else
        echo "ok --jobs '$jobs' is refused"
    fi
done
