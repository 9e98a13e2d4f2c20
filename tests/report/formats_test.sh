#!/usr/bin/env bash
# Formats and outputs from outside: what goes where, and that what other programs need of a format is
# in it. golden_test.sh compares whole outputs.
# shellcheck disable=SC2317 # conditions are called by their names, through `check`
set -u
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
group=formats
# shellcheck source=tests/cli/conditions.sh
. "$here/../cli/conditions.sh"

json() { [ "$(jq "$1" < "${2-out}" 2>> err)" = true ]; }
is() { [ "$1" = "$2" ]; }
is_empty() { [ -z "$out" ]; }
quiet_and() { is_empty && "$@"; }
no_colours() { ! grep -q "$esc" "$1"; }
has_not() { [[ $out != *"$1"* ]]; }

bad='curl --json '\''{"request_id": "bad"}'\'' "$URL"'
echo "$bad" > bad.sh
echo 'curl --json "{}" "$URL"' > good.sh

# ---- Several reports ----

run check --format sarif --output a.sarif --format text --format json --output b.json bad.sh
check "two files and standard output" both status_is 1 has "error[request_id-must-be-UUID]"
check "the first file" json '.runs[0].results | length == 1' a.sarif
check "the second file" json '.findings | length == 1' b.json
run check --output c.txt bad.sh
check "--output alone is text" quiet_and grep -q '^error\[request_id' c.txt
run check --output d.json --format json bad.sh
check "--output before its --format" json '.findings | length == 1' d.json
# shellcheck disable=SC2016 # the other shell's
status=$(sh -c 'touch "left.json.paylint-$$"; exec "$0" check --format json --output left.json bad.sh' "$paylint" > out 2> err; echo $?)
check "a file that a killed run of the same number left" json '.findings | length == 1' left.json
check "and nothing of it is left" test "$(echo left.json*)" = left.json
run check --format json --output - bad.sh
check "--output - is standard output" json '.findings | length == 1'
run check --format json --format sarif bad.sh
check "two formats on standard output" both status_is 2 complains "json and sarif would both go to standard output"
run check --format json --output e --format sarif --output e bad.sh
check "two formats in one file" both status_is 2 complains "would both go to e"
run check --format srif bad.sh
check "a format's name misspelt" both status_is 2 complains "did you mean sarif?"
run check --format text --format json --output nowhere/a.json bad.sh
check "a file that can't be written: the rest is" both status_is 2 has "error[request_id"
check "it is told" complains "nowhere/a.json: can't write this report: No such file or directory"
run check --diff --output f bad.sh;    check "--diff with --output" both status_is 2 complains "takes no --output"
run audit --format json --output audit.json --format markdown bad.sh
check "audit: one in a file" json '.scripts | length == 1' audit.json
check "audit: one on standard output" has "## Payload audit"
run check --exit-zero --format json --output g.json bad.sh
check "--exit-zero" both status_is 0 is_empty

# Files are whole.
ln -s kept link
echo old > kept
chmod 640 kept
run check --output link bad.sh
check "a link stays one" [ -L link ]
check "what it points to is written" grep -q '^error' kept
check "its mode stays" is "$(stat -c %a kept)" 640
(umask 077 && "$paylint" check --output private bad.sh)
check "a new file heeds the umask" is "$(stat -c %a private)" 600
run check --format gcc --output /dev/stdout bad.sh
check "/dev/stdout" has "bad.sh:1:29: error: "
mkdir folder
run check --output folder bad.sh;      check "a folder is no file" both status_is 2 complains "Is a directory"
if [ -w /dev/full ]; then
    run check --output /dev/full bad.sh;  check "a full disk" both status_is 2 complains "No space left"
fi
mkdir locked
echo kept > locked/report
chmod 555 locked
if [ "$(id -u)" != 0 ]; then
    run check --output locked/report bad.sh
    check "what can't be replaced stays" both status_is 2 is "$(cat locked/report)" kept
fi
check "nothing is left behind" is "$(find . -name '*.paylint-*')" ""

# ---- How much is said ----

cp bad.sh worse.sh
echo 'ID=$(uuidgen); curl --json "{\"request_id\": \"$ID\"}" "$URL"' >> worse.sh
run check --statistics bad.sh worse.sh
check "--statistics" grep -qE '^ +2 +2  error     request_id-must-be-UUID$' out
check "--statistics leaves findings out" has_not '-->'
check "most first" is "$(grep -cE '^ +[0-9]' out) $(sed -n 3p out | awk '{print $4}')" "2 uuidgen-lowercase"
run check --statistics --format json bad.sh worse.sh
check "--statistics in JSON" json '.findings == [] and [.statistics[] | [.rule, .findings, .fixable]] ==
    [["request_id-must-be-UUID", 2, 2], ["uuidgen-lowercase", 1, 1]]'
run check --statistics --format gcc bad.sh;  check "--statistics with another format" both status_is 2 complains "--statistics goes with"
run check --statistics good.sh;              check "--statistics of nothing" both status_is 0 has "Nothing found"
run check --quiet good.sh;                   check "--quiet says nothing of nothing" both status_is 0 is_empty
run check --quiet bad.sh;                    check "--quiet tells findings only" both has "error[" has_not "Found"
run check --quiet --diff bad.sh;             check "--quiet --diff" is "$err" ""

# ---- What is suppressed ----

printf '# paylint: ignore[request_id-must-be-UUID] it must be refused\n%s\n' "$bad" > quiet.sh
run check quiet.sh;                          check "not shown by itself" has "Nothing found"
run check --show-suppressed quiet.sh
check "--show-suppressed" both status_is 0 has "= suppressed by a comment: it must be refused"
check "it isn't counted" has "Nothing found"
run check --show-suppressed --format json quiet.sh
check "in JSON" json '[.findings[] | [.suppressed, .justification]] == [["comment", "it must be refused"]] and .summary.errors == 0'
run check --write-baseline base.json bad.sh
run check --show-suppressed --baseline base.json --format json bad.sh
check "of the baseline" both status_is 0 json '[.findings[].suppressed] == ["baseline"]'
for format in github gitlab checkstyle gcc rdjson; do
    run check --show-suppressed --format "$format" quiet.sh
    check "$format doesn't show it" both status_is 0 has_not request_id
done
# What one script's comment suppresses is told of another that sources the same file.
echo 'ID=bad' > lib.sh
printf '. ./lib.sh\n# paylint: ignore[request_id-must-be-UUID]\n%s\n' 'curl --json "{\"request_id\": \"$ID\"}" "$URL"' > one.sh
printf '. ./lib.sh\n%s\n' 'curl --json "{\"request_id\": \"$ID\"}" "$URL"' > two.sh
run check --show-suppressed --format json one.sh two.sh
check "both are shown" json '[.findings[] | .suppressed] | sort == [null, "comment"]'

# ---- Files that are excluded ----

echo '{"exclude": ["vendor/"]}' > paylint.json
mkdir vendor
cp bad.sh vendor/
run check vendor/bad.sh;                     check "what is named is checked" status_is 1
run check --force-exclude vendor/bad.sh;     check "--force-exclude" both status_is 0 has "0 files"
run check --force-exclude vendor/bad.sh bad.sh;  check "--force-exclude leaves the others" both status_is 1 has "1 file."
run audit --force-exclude vendor/bad.sh;     check "audit --force-exclude" both status_is 0 has_not vendor
rm paylint.json

# ---- Colour ----

esc=$'\033['
unset NO_COLOR FORCE_COLOR CLICOLOR_FORCE
run check bad.sh;                            check "no colour where there is no terminal" has_not "$esc"
run check --color always bad.sh;             check "--color always" has "$esc"
run check --color=purple bad.sh;             check "--color takes three words" both status_is 2 complains "auto, always or never"
FORCE_COLOR=1 run check bad.sh;              check "FORCE_COLOR" has "$esc"
FORCE_COLOR=0 run check bad.sh;              check "FORCE_COLOR=0" has_not "$esc"
CLICOLOR_FORCE=1 run check bad.sh;           check "CLICOLOR_FORCE" has "$esc"
FORCE_COLOR=1 NO_COLOR=1 run check bad.sh;   check "NO_COLOR wins over FORCE_COLOR" has_not "$esc"
FORCE_COLOR=1 run check --color never bad.sh;  check "--color never wins over both" has_not "$esc"
NO_COLOR=1 run check --color always bad.sh;  check "--color always wins over NO_COLOR" has "$esc"
FORCE_COLOR=1 run check --output h.txt bad.sh
check "a file has no colours" quiet_and no_colours h.txt
if command -v script > /dev/null; then
    on_terminal() { script -qec "TERM=$1 '$paylint' check bad.sh" /dev/null < /dev/null > out 2>&1; out=$(cat out); }
    on_terminal xterm;                       check "colour on a terminal" has "$esc"
    on_terminal dumb;                        check "none on a dumb one" has_not "$esc"
    NO_COLOR=1 on_terminal xterm;            check "none with NO_COLOR" has_not "$esc"
else
    echo "skip $group: script is not installed"
fi

# ---- Fingerprints ----

prints() { "$paylint" check --format gitlab "$1" | jq -c '[.[].fingerprint]'; }
{ cat bad.sh bad.sh; echo 'curl --json "{\"request_id\": 7}" "$URL"'; } > many.sh
before=$(prints many.sh)
check "each finding has its own" is "$(jq 'unique | length' <<< "$before")" 3
{ echo '# a comment'; echo; cat many.sh; echo 'echo done'; } > longer.sh
mv longer.sh many.sh
check "lines above and below change none" is "$(prints many.sh)" "$before"
sed -i 's/^curl/  curl/' many.sh
check "nor does indentation" is "$(prints many.sh)" "$before"
cp many.sh other.sh
check "another file's are others" is "$(jq -n --argjson a "$before" --argjson b "$(prints other.sh)" '$a - $b == $a')" true

# Paths count from the root of the repository.
mkdir -p repository/.git repository/sub/dir
cp bad.sh repository/sub/dir/
cp bad.sh repository/
paths() { "$paylint" check --format gitlab "$@" | jq -r '[.[].location.path] | join(" ")'; }
check "from a folder of the repository" is "$(cd repository/sub && paths dir/bad.sh ../bad.sh ./dir/bad.sh)" "sub/dir/bad.sh bad.sh"
check "an absolute path" is "$(cd repository/sub && paths "$work/repository/bad.sh")" bad.sh
check "a file outside" is "$(cd repository && paths ../bad.sh)" "$(pwd -P)/bad.sh"
check "github has them too" is "$(cd repository/sub && "$paylint" check --format github dir/bad.sh | sed 's/,.*//')" "::error file=sub/dir/bad.sh"

# ---- github ----

for _ in {1..12}; do cat bad.sh; done > twelve.sh
run check --format github twelve.sh
check "github tells of its limit" has "GitHub annotates the first 10 errors"
check "and still names all" is "$(grep -c '^::error ' out)" 12
name=$'odd\nname: 100%, x.sh'
cp bad.sh "$name"
run check --format github "$name"
check "a name can't begin a line or another property" is "$(head -1 out | cut -d= -f2 | cut -d, -f1)" \
    'odd%0Aname%3A 100%25%2C x.sh'
run check --format gcc "$name";              check "gcc: a finding is one line" is "$(wc -l < out)" 1
rm "$name"

suggests_fix() { cmp suggested.sh by_fix.sh && ! cmp -s fixed.sh by_fix.sh; }
# ---- rdjson: the suggestions make what --fix makes ----

cat > fixed.sh <<'SCRIPT'
é="ü"; ID=test1
curl --json "{\"request_id\": \"$ID\"}" "$URL"
curl --json '{"request_id": "é", "a": 1,}' "$URL"
SCRIPT
rules=(request_id-must-be-UUID payload-must-be-JSON)
command -v python3 > /dev/null || { rules=(); echo "skip $group: python3 is not installed"; }
for rule in "${rules[@]}"; do
    "$paylint" check --select "$rule" --format rdjson fixed.sh > rd.json
    python3 - rd.json fixed.sh > suggested.sh <<'PYTHON'
import json, sys
data = open(sys.argv[2], 'rb').read()
lines = data.splitlines(keepends=True)
starts = [sum(map(len, lines[:i])) for i in range(len(lines) + 1)]
at = lambda p: starts[p['line'] - 1] + p['column'] - 1
found = [s for d in json.load(open(sys.argv[1]))['diagnostics'] for s in d['suggestions']]
for s in sorted(found, key=lambda s: -at(s['range']['start'])):
    data = data[:at(s['range']['start'])] + s['text'].encode() + data[at(s['range']['end']):]
sys.stdout.buffer.write(data)
PYTHON
    cp fixed.sh by_fix.sh
    "$paylint" check --select "$rule" --fix by_fix.sh > /dev/null
    check "rdjson: suggestions for $rule are --fix's" suggests_fix
done

# ---- validate ----

printf '{"request_id": "a"}\n{"topic": 1}\n{"request_id": "a"}\n' > messages.ndjson
for format in text json sarif github gitlab gcc rdjson; do
    run validate --format "$format" messages.ndjson
    check "validate: $format" both status_is 1 has request_id-must-be-UUID
done
run validate --format gcc --output v.txt messages.ndjson
check "validate --output" quiet_and is "$(cut -d: -f1,2,4 v.txt | tr '\n' ' ')" "messages.ndjson:1: error messages.ndjson:3: error "
run validate --format junit messages.ndjson;  check "validate: a format that needs all at once" both status_is 2 complains "there are text, json, sarif"
run validate --format gcc --output w --format json messages.ndjson
check "validate: two reports" both status_is 2 complains "one report"
run validate --quiet messages.ndjson;         check "validate --quiet" both has "error[" has_not Found

exit "$failed"
