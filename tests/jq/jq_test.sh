#!/usr/bin/env bash
# What paylint says a jq program prints against what jq itself prints.
set -u
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cd "$here/../.." || exit 1
paylint=${PAYLINT:-build/paylint}
if ! type -P jq > /dev/null; then
    echo "skip jq: there is no jq"
    exit 0
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

programs=() vague=()
while IFS= read -r line; do
    case $line in
    '#'* | '') continue ;;
    '? '*) vague+=(1) programs+=("${line#'? '}") ;;
    *) vague+=(0) programs+=("$line") ;;
    esac
done < "$here/programs.txt"

# A script that sends what the program prints, all of it in one string, between marks.
for i in "${!programs[@]}"; do
    printf 'jq -cn %q > out%s\ncurl -d "[$(cat out%s)]" http://host/%s\n' \
        "${programs[i]}" "$i" "$i" "$i"
done > "$work/script.sh"
"$paylint" payloads --format json "$work/script.sh" > "$work/payloads.json"

status=0
for i in "${!programs[@]}"; do
    pattern=$(jq -r --arg to "http://host/$i" 'first(.payloads[] | select(.destination == $to)) | .parts
        | map(if .hole then "[\\s\\S]*" else .text | gsub("(?<c>[^A-Za-z0-9])"; "\\\(.c)") end) | join("")
        | "\\A" + . + "\\z"' "$work/payloads.json")
    printed=[$(jq -cn "${programs[i]}" 2> /dev/null < /dev/null)]
    known=$([[ $pattern == *'[\s\S]'* ]] && echo 1 || echo 0)
    if ! jq -en --arg printed "$printed" --arg pattern "$pattern" '$printed | test($pattern)' > /dev/null; then
        echo "not ok jq ${programs[i]}: prints $printed, predicted $pattern"
        status=1
    elif [ "$known" != "${vague[i]}" ]; then
        echo "not ok jq ${programs[i]}: predicted $pattern"
        status=1
    else
        echo "ok jq ${programs[i]}"
    fi
done
exit "$status"
