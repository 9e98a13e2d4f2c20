#!/usr/bin/env bash
# What people see on a terminal: colours, and lines that are no longer than it is wide. script(1) makes
# terminals.
# shellcheck disable=SC2317 # conditions are called by their names, through `check`
set -u
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
group=terminal
# shellcheck source=tests/cli/conditions.sh
. "$here/conditions.sh"
command -v script > /dev/null || { echo 'skip terminal: script is not installed'; exit 0; }
unset CI NO_COLOR FORCE_COLOR CLICOLOR_FORCE
export TERM=xterm LC_ALL=C.UTF-8

# on COLUMNS ARGUMENT…: what a terminal gets, in `seen` with its colours and in $out without.
on() {
    local columns=$1
    shift
    script -qec "stty columns $columns; $(printf '%q ' "$paylint" "$@")" /dev/null < /dev/null | tr -d '\r' > seen
    sed 's/\x1b\[[0-9;]*m//g' seen > out
    out=$(cat out) status=0
    : > err
}
is_within() { ! grep -qE ".{$(($1 + 1))}" out; }
has_seen() { grep -qF -e "$1" seen; }
text() { printf '%s\n' "$@"; }

echo 'echo '\''{"topic": "Tides and the Moon", "request_id": "from-echo"}'\'' | curl --silent --data-binary @- "$URL"' > one.sh
on 60 check one.sh
check "no line is longer than the terminal" is_within 60
check "a headline goes on below" has "$(text 'error[request_id-must-be-UUID]: request_id must be a UUID,' '  but "from-echo" is sent')"
check "notes are broken at blanks, and go on below their text" \
    eval '[[ $out == *"  = help: Make a fresh one: "*$'\''\n          '\''[!\ ]* ]]'
check "nothing is lost of them" eval '[[ $(tr -s " \n" " " < out) == *"$(
    "$paylint" check one.sh | sed -n "s/^  = help: //p")"* ]]'
check "a line is cut round a mark; a label without room stands before it" has "$(text \
    '1 | …d the Moon", "request_id": "from-echo"}'\'' | curl --sile…' \
    '  |                             ^^^^^^^^^^^ is not a UUID' \
    '  |                           sent here by curl ----')"
on 12 check one.sh
check "a terminal that is too narrow breaks lines itself" has "from-echo"
"$paylint" check --color always one.sh > wide
check "nothing is broken where there is no terminal" grep -q 'help: .* --ignore\.$' wide

on 200 audit one.sh
check "audit: verdicts are in colour" has_seen $'\e[1;31mneeds-fix'
on 200 audit --color never one.sh
check "audit: --color never" eval '! grep -q $'\''\e'\'' seen'
echo 'curl --json "{\"request_id\": \"$(uuidgen | tr A-F a-f)\"}" "$URL"' > two.sh
on 200 payloads two.sh
check "payloads: holes are in colour" has_seen $'\e[1;36m⟨'
run payloads two.sh
check "payloads: not elsewhere" eval '! grep -q $'\''\e'\'' out'
exit "$failed"
