#!/usr/bin/env bash
# Fixed scripts are run for real, with the stubs of tests/differential: each script of tests/fix/cases/
# with `# sent JSON` lines must send, once --fix --unsafe-fixes has been at it, these messages in this
# order and no others, byte for byte but for blanks between tokens. HEX stands for eight digits that
# openssl makes.
set -u
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
paylint=$(realpath "${PAYLINT:-$root/build/paylint}")
stubs=$root/tests/differential/stubs
if ! type -P jq > /dev/null; then
    echo "skip fixed scripts run for real: there is no jq"
    exit 0
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/bin" "$work/tmp"
for stub in curl gcloud openssl uuidgen; do
    ln -s "$stubs/$stub" "$work/bin/$stub"
done
ln -s "$stubs/sender" "$work/bin/wget"

checked=0
failed=0
for script in "$root"/tests/fix/cases/*.sh; do
    name=${script##*/}
    sed -n 's/^[[:blank:]]*# sent //p' "$script" > "$work/wanted"
    [ -s "$work/wanted" ] || continue
    checked=$((checked + 1))
    rm -rf "$work/cases" "$work/log"
    cp -R "$root/tests/fix/cases" "$work/cases"
    : > "$work/log"
    (
        cd "$work/cases" || exit 1
        "$paylint" check --fix --unsafe-fixes --exit-zero "$name"
        env -i PATH="$work/bin:$PATH" HOME="$work/tmp" TMPDIR="$work/tmp" LC_ALL=C.UTF-8 \
            PAYLINT_TEST_LOG="$work/log" PAYLINT_TEST_STUBS="$stubs" timeout 60 bash "$name"
    ) > "$work/output" 2>&1 < /dev/null
    jq -r .base64 "$work/log" | while read -r message; do
        base64 -d <<< "$message" | jq -c . 2>&1
    done | sed -E 's/"[0-9a-f]{8}"/"HEX"/' > "$work/sent"
    if difference=$(diff "$work/wanted" "$work/sent"); then
        echo "ok $name sends what it should"
    else
        echo "not ok $name: ${difference//$'\n'/|}"
        failed=1
    fi
done
if [ "$checked" -eq 0 ]; then
    echo "not ok there is nothing to run"
    failed=1
fi
exit "$failed"
