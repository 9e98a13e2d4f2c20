#!/usr/bin/env bash
# `paylint validate` from outside: lines and columns, formats, options, and files that mean no good.
# shellcheck disable=SC2317 # conditions are called by their names, through `check`
set -u
group="cli validate"
# shellcheck source=tests/cli/conditions.sh
. "$(dirname "${BASH_SOURCE[0]}")/conditions.sh"

json() { [ "$(jq "$1" < out 2>> err)" = true ]; }
# findings_are "LINE:COLUMN RULE; …"
findings_are() {
    [ "$(jq -r '[.findings[] | "\(.start.line):\(.start.column) \(.rule)"] | join("; ")' < out)" = "$1" ]
}
uuid=8b0f0f0e-4f6c-4b3e-9d51-0d7f6c1b2a33
good="{\"request_id\": \"$uuid\"}"
bad='{"request_id": "test1"}'
# repeat COUNT TEXT
repeat() { head -c "$1" /dev/zero | sed "s/\x00/$2/g"; }

# ---- Exit statuses, lines and columns ----

echo "$good" > good.ndjson
echo "$bad" > bad.ndjson
run validate good.ndjson;             check "0 where nothing is found" both status_is 0 has "Nothing found in 1 message of 1 file."
run validate bad.ndjson;              check "1 where something is found" both status_is 1 has 'request_id must be a UUID, but "test1" is sent'
check "the excerpt of text" has "bad.ndjson:1:16"
run validate --exit-zero bad.ndjson;  check "--exit-zero" status_is 0
run validate;                         check "2 without a file" both status_is 2 complains "name a file"
run validate --jobs 0 bad.ndjson;     check "--jobs 0" both status_is 2 complains "from 1 to 256"
run validate --jobs 2x bad.ndjson;    check "--jobs of no number" both status_is 2 complains "from 1 to 256"
run validate --format xml bad.ndjson; check "unknown format" both status_is 2 complains json
run validate --sink aws-sqz bad.ndjson;   check "unknown sink" both status_is 2 complains "did you mean aws-sqs?"
run validate good.ndjson gone.ndjson bad.ndjson
check "2 where a file is not there, and the others are judged" both status_is 2 both complains gone.ndjson has "in 2 messages of 2 files"
run validate .;                       check "a folder" both status_is 2 complains "directory"
touch unreadable; chmod 0 unreadable
if [ "$(id -u)" -ne 0 ]; then
    run validate unreadable;          check "an unreadable file" both status_is 2 complains unreadable
fi
: > empty
run validate empty;                   check "an empty file" both status_is 0 has "in 0 messages of 1 file"

printf '%s\n\n  \t\r\n%s\r\n{"caf\xc3\xa9": "\xf0\x9f\x98\x80", "request_id": 1}\n{"a": 1,}' "$good" "$bad" > lines
run validate --format json lines
check "lines and columns" findings_are "4:16 request_id-must-be-UUID; 5:29 request_id-must-be-UUID; 6:8 payload-must-be-JSON"
check "blank lines are no messages" json '.summary == {"files":1,"payloads":4,"errors":3,"warnings":0,"fixable":0}'
check "pointer, witness and certainty" json '.findings[0] | .pointer == "/request_id" and .witness == "test1" and .certainty == "violates" and .path == "lines"'
printf '\xef\xbb\xbf%s\n\xef\xbb\xbf{}\n' "$bad" > marked
run validate --format json marked
check "a byte order mark at the start is none of the text" findings_are "1:16 request_id-must-be-UUID; 2:1 payload-must-be-JSON"
input=lines run validate --format json -
check "standard input" findings_are "4:16 request_id-must-be-UUID; 5:29 request_id-must-be-UUID; 6:8 payload-must-be-JSON"
run validate --format sarif lines
check "sarif" json '.version == "2.1.0" and ([.runs[0].results[].locations[0].physicalLocation.region.startLine] == [4, 5, 6])'
run validate --format sarif good.ndjson
check "sarif of nothing" json '.runs[0].results == []'
run validate --format json good.ndjson
check "json of nothing" json '.findings == []'
mkfifo pipe
{ cat lines > pipe & }
run validate --format json pipe
check "a FIFO" findings_are "4:16 request_id-must-be-UUID; 5:29 request_id-must-be-UUID; 6:8 payload-must-be-JSON"

# ---- Configuration and destinations ----

cat > paylint.json << 'JSON'
{
  "overrides": [ { "paths": [ "old/**" ], "rules": { "request_id-must-be-UUID": "off" } } ],
  "messages": { "order": { "destination": "orders*", "schema": { "required": [ "id" ] } } },
  "guards": [ { "destination": "guarded", "reason": "validates by itself" } ]
}
JSON
mkdir old; cp bad.ndjson old/
run validate old/bad.ndjson;          check "paths of a configuration" status_is 0
run validate --no-config old/bad.ndjson
check "--no-config" status_is 1
run validate good.ndjson;             check "no contract without a destination" status_is 0
run validate --destination projects/p/topics/orders-eu good.ndjson
check "--destination" both status_is 1 has 'no order message: it has no member "id"'
run validate --destination guarded bad.ndjson
check "a destination that validates by itself" status_is 0
echo '{"messages": {"any": {"destination": "*", "schema": {"maxProperties": 0}}}}' > other.json
run validate --config other.json --destination x good.ndjson
check "--config" both status_is 1 has "no any message"
echo '{"rules": {"no-such": "off"}}' > wrong.json
run validate --config wrong.json --jobs 2 good.ndjson
check "a mistake in the configuration is told once" both status_is 2 complains "wrong.json:1:"
check "and once only" [ "$(grep -c wrong.json err)" -eq 1 ]
{ printf '{"a": "'; repeat 300000 x; printf '"}\n'; } > large
run validate --sink aws-sqs large;    check "a sink within its limit" status_is 0
run validate --sink aws-sns large;    check "a sink's limit" both status_is 1 has "aws-sns takes 262144"

# ---- Many messages, in order ----

for _ in $(seq 4000); do
    echo "$good"; echo "$good"; echo "$bad"
done > many
run validate --format json --jobs 4 many
check "findings of many threads are in order" json '[.findings[].start.line] == [range(3; 12001; 3)]'
cp out out4
run validate --format json --jobs 1 many
check "one thread and four write the same" cmp -s out out4
run validate --jobs 3 many good.ndjson bad.ndjson
check "several files" has "Found 4001 errors and 0 warnings in 12002 messages of 3 files."
timeout 10 "$paylint" validate many > /dev/full 2> err
status=$?; err=$(cat err);            check "full disk" both status_is 2 complains "can't write"
timeout 10 "$paylint" validate many >&- 2> err
status=$?; err=$(cat err);            check "closed output" both status_is 2 complains "can't write"
{ timeout 10 "$paylint" validate many 2> err; echo $? > code; } | head -n 1 > /dev/null
status=$(cat code);                   check "a reader that goes away" status_is 2

# ---- Hostile files ----

# Under this many KiB of memory; the address sanitizer reserves more than any limit.
limited() { grep -q __asan_init "$paylint" || ulimit -v "$1"; }
printf '{"a": "\0"}\n\0\n{"request_id": "\xff\xfe"}\n{\xc3}\n' > bytes
run validate --format json bytes
check "NUL bytes and bytes that are not UTF-8" json '[.findings[].start.line] | unique == [1, 2, 3, 4]'
{ repeat 100000 '['; echo; repeat 100000 '['; repeat 100000 ']'; echo; echo "$bad"; } > nested
run validate --format json nested
check "100,000 nested brackets" json '[.findings[].start.line] | unique == [1, 2, 3]'
{ printf '{"a": "'; repeat 10000000 x; printf '", "request_id": "no"}\n%s\n' "$bad"; } > long
run validate --format json long
check "a line of 10 MB" findings_are "1:10000025 request_id-must-be-UUID; 2:16 request_id-must-be-UUID"
{ echo "$good"; repeat 17000000 x; echo; echo "$bad"; } > longer
run validate --format json longer
check "a line of 17 MB" both status_is 2 both complains "longer:2: this line is longer than 16 MiB" findings_are "3:16 request_id-must-be-UUID"
{ repeat 17000000 x; } > longest
run validate longest
check "nothing but too long a line" both status_is 2 has "in 0 messages"
yes x | head -n 300000 > wrong
( limited 400000; timeout 60 "$paylint" validate --jobs 2 wrong > out 2> err; echo $? > code )
status=$(cat code); out=$(tail -n 1 out)
check "many wrong lines in little memory" both status_is 1 has "Found 300000 errors and 0 warnings in 300000 messages of 1 file."
{ repeat 900 '['; repeat 60000 '1,'; printf '{"request_id": 1}'; repeat 900 ']'; echo; } > deep
( limited 400000; timeout 60 "$paylint" validate --format json --jobs 2 deep > out 2> err; echo $? > code )
status=$(cat code)
check "wide at the bottom of deep nesting" both status_is 1 json '.findings[0].pointer | endswith("/60000/request_id")'

exit "$failed"
