#!/usr/bin/env bash
# The sink table: sinks.txt holds commands as manuals show them, and the payloads that they carry.
set -u
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
paylint=${PAYLINT:-$here/../../build/paylint}
if ! type -P jq > /dev/null; then
    echo "skip sinks: there is no jq"
    exit 0
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# ---- One script a block ----

count=0
while IFS= read -r line; do
    case $line in
    '$ '*)
        count=$((count + 1)) name=$(printf '%s/%03d' "$work" "$count")
        echo "${line#\$ }" > "$name.sh"
        : > "$name.want"
        ;;
    '#'* | '') ;;
    *) echo "$line" >> "$name.want" ;;
    esac
done < "$here/sinks.txt"

# ---- All at once ----

"$paylint" payloads --format json "$work"/*.sh > "$work/payloads" || echo "not ok sinks: status $?"
jq -r '.payloads[] | select(.sink != "json") | [.path, ([
        .sink, " | ", (.destination // "-"), " | ",
        (if .inside then .inside + ": " else "" end),
        (.parts[] | if .hole then "⟨\(.hole.source)⟩" else .text end)
    ] | join("") | gsub("\n"; "↵"))] | join("\t")' "$work/payloads" |
    while IFS=$'\t' read -r path shown; do
        printf '%s\n' "$shown" >> "${path%.sh}.got"
    done

failed=0
for want in "$work"/*.want; do
    got=${want%.want}.got
    [ -e "$got" ] || echo nothing > "$got"
    command=$(cat "${want%.want}.sh")
    if cmp -s "$want" "$got"; then
        echo "ok sinks: $command"
    else
        echo "not ok sinks: $command: $(diff "$want" "$got" | tr '\n' ' ')"
        failed=1
    fi
done
exit "$failed"
