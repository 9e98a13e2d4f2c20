#!/usr/bin/env bash
# What --fix makes of files that hold shell, read and run by those who read such files: run_hosts.py.
# The patch that --diff prints must be one that git takes, and make the same of the file.
set -u
paylint=$(realpath "${PAYLINT:-build/paylint}")
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
for tool in cmark make git python3; do
    if ! type -P "$tool" > /dev/null; then
        echo "skip fixes in hosts: there is no $tool"
        exit 0
    fi
done
if ! python3 -c 'import yaml' 2> /dev/null; then
    echo "skip fixes in hosts: there is no PyYAML"
    exit 0
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/stubs" "$work/fixed" "$work/crlf"
for name in curl gcloud http uuidgen; do
    ln -s "$here/stub" "$work/stubs/$name"
done
failed=0
. "$(dirname "${BASH_SOURCE[0]}")/masked.sh"

for original in "$here"/hosts/*; do
    name=$(basename "$original")
    [[ $name == *fixed ]] && continue
    fixed=$work/fixed/$name
    cp "$original" "$fixed"
    (cd "$work/fixed" && git init -q . &&
        "$paylint" check --exit-zero --fix --unsafe-fixes --diff "$name" > "$work/patch" 2> "$work/err" &&
        git apply --whitespace=nowarn "$work/patch") || failed=1
    cp "$fixed" "$work/patched"
    cp "$original" "$fixed"
    (cd "$work/fixed" && "$paylint" check --exit-zero --fix --unsafe-fixes "$name" > "$work/out" 2> "$work/err")
    if ! cmp -s <(masked "$fixed") <(masked "$work/patched"); then
        echo "not ok $name: --diff prints another change than --fix makes"
        failed=1
    fi
    sed 's/$/\r/' "$original" > "$work/crlf/$name"
    (cd "$work/crlf" && "$paylint" check --exit-zero --fix --unsafe-fixes "$name" > "$work/out" 2> "$work/err")
    if cmp -s <(sed 's/$/\r/' "$fixed" | masked -) <(masked "$work/crlf/$name"); then
        echo "ok $name with CRLF"
    else
        echo "not ok $name with CRLF is fixed otherwise, or has lines that end otherwise"
        failed=1
    fi
    python3 "$here/run_hosts.py" "$work/stubs" "$original" "$fixed" || failed=1
done
python3 "$here/embed.py" "$paylint" "$work/fixed" "$here"/../../corpus/*.sh "$here"/cases/*.sh || failed=1
exit "$failed"
