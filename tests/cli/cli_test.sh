#!/usr/bin/env bash
# The program from outside: options, exit statuses, files of all kinds, and the JSON that others read.
# shellcheck disable=SC2317 # conditions are called by their names, through `check`
set -u
group=cli
# shellcheck source=tests/cli/conditions.sh
. "$(dirname "${BASH_SOURCE[0]}")/conditions.sh"

has_not() { [[ $out != *"$1"* ]]; }
# json FILTER: where jq prints true for the output. (jq 1.6 -e is content with no output at all.)
json() { [ "$(jq "$1" < out 2>> err)" = true ]; }
# paths: the files that findings name, in one line.
paths_are() { [ "$(jq -r '[.findings[].path] | unique | join(" ")' < out)" = "$1" ]; }
starts_at() { json "[.findings[].start] == [{\"line\": $1, \"column\": $2}]"; }

bad='curl --json '\''{"request_id": "bad"}'\'' http://localhost'
good='curl --json '\''{"topic": "tides"}'\'' http://localhost'
echo "$bad" > bad.sh
echo "$good" > good.sh

# ---- Exit statuses and options ----

run check good.sh;                    check "0 where nothing is found" status_is 0
run check bad.sh;                     check "1 where something is found" status_is 1
run check bad.sh good.sh;             check "1 where one of two files has a finding" status_is 1
run check --exit-zero bad.sh;         check "--exit-zero" both status_is 0 has request_id-must-be-UUID
run check;                            check "2 without a path" both status_is 2 complains "name a file"
run;                                  check "2 without a command" both status_is 2 complains "name a command"
run chekc good.sh;                    check "unknown command" both status_is 2 complains "did you mean check?"
run nothing-like-it;                  check "unknown command that is like none" both status_is 2 complains "no command"
run check --srtict good.sh;           check "unknown option" both status_is 2 complains "did you mean --strict?"
run check --wholly-unknown good.sh;   check "unknown option that is like none" both status_is 2 complains "no option --wholly-unknown"
run check --format xml good.sh;       check "unknown format" both status_is 2 complains json
run check --format;                   check "option without its value" both status_is 2 complains "--format needs a value"
run check --strict=yes good.sh;       check "flag with a value" both status_is 2 complains "takes no value"
run check --format=json good.sh;      check "--format=json" both status_is 0 json '.findings == []'
run check --select nothing good.sh;   check "unknown rule to --select" both status_is 2 complains "no rule nothing"
run check --ignore uuidgen-lowcase good.sh
check "unknown rule to --ignore" both status_is 2 complains "did you mean uuidgen-lowercase?"
run check -- -odd.sh;                 check "a file behind -- that is not there" both status_is 2 complains "-odd.sh"
echo "$bad" > -odd.sh
run check -- -odd.sh;                 check "a file behind --" both status_is 1 has "-odd.sh"
rm ./-odd.sh

# Rules of one script: an id and a comma.
echo 'curl --json '\''{"request_id": "bad",}'\'' http://localhost' > two.sh
run check --format json two.sh
check "two rules at once" json '[.findings[].rule] | sort == ["payload-must-be-JSON", "request_id-must-be-UUID"]'
run check --select payload-must-be-JSON --format json two.sh
check "--select" json '[.findings[].rule] == ["payload-must-be-JSON"]'
run check --ignore payload-must-be-JSON --format json two.sh
check "--ignore" json '[.findings[].rule] == ["request_id-must-be-UUID"]'
run check --ignore payload-must-be-JSON --ignore request_id-must-be-UUID two.sh
check "--ignore of all that is found" status_is 0
run check --select payload-must-be-JSON --select request_id-must-be-UUID --format json two.sh
check "--select twice" json '.findings | length == 2'

# shellcheck disable=SC2016 # a script
echo 'curl --json "{\"request_id\": \"$1\"}" http://localhost' > depends.sh
run check depends.sh;                 check "what depends is not told" status_is 0
run check --strict --format json depends.sh
check "what depends is told with --strict" both status_is 1 \
    json '[.findings[] | select(.certainty == "unknown") | .rule] | index("request_id-must-be-UUID") != null'

# ---- Help and version ----

run --help;            check "--help" both status_is 0 has "Usage: paylint"
run -h;                check "-h" both status_is 0 has "Usage: paylint"
run help;              check "help" both status_is 0 has "Usage: paylint"
run check --help;      check "check --help" both status_is 0 has "Usage: paylint check"
run payloads --help;   check "payloads --help" both status_is 0 has "Usage: paylint payloads"
run rules --help;      check "rules --help" both status_is 0 has "Usage: paylint rules"
run explain --help;    check "explain --help" both status_is 0 has "Usage: paylint explain"
run --version;         check "--version" both status_is 0 has "paylint "
run -V;                check "-V" both status_is 0 has "paylint "
run rules;             check "rules" both status_is 0 has unexpanded-variable
run explain uuidgen-lowercase;  check "explain" both status_is 0 has macOS
run explain request_id;         check "explain a rule by how it begins" both status_is 2 complains "did you mean request_id-must-be-UUID?"
run check --stat good.sh;       check "an option by how it begins" both status_is 2 complains "did you mean --statistics?"
run explain uuidgen-lowcase;    check "explain an unknown rule" both status_is 2 complains "did you mean uuidgen-lowercase?"
run explain;                    check "explain nothing" status_is 2

# ---- Files that are no plain files ----

run check missing.sh bad.sh
check "missing file: the others are checked, and it is 2" both status_is 2 has "bad.sh"
check "missing file is named" complains "missing.sh"
run payloads missing.sh good.sh
check "payloads: missing file" both status_is 2 has tides
: > empty.sh
run check empty.sh;                   check "empty file" status_is 0
mkfifo pipe.sh
run check pipe.sh bad.sh;             check "FIFO on the command line" both status_is 2 has "bad.sh"
run check /dev/null;                  check "/dev/null" [ "$status" -le 2 ]
rm pipe.sh

input=bad.sh
run check -;                          check "- is standard input" both status_is 1 has request_id
run check --format json --stdin-filename scripts/a.sh -
check "--stdin-filename" paths_are scripts/a.sh
run payloads --format json -;         check "payloads -" both status_is 0 json '.payloads | length == 1'
input=/dev/null
run check -;                          check "empty standard input" status_is 0
timeout 10 "$paylint" check - <&- > out 2> err
status=$?;                            check "closed standard input" [ "$status" -le 2 ]

# ---- Folders ----

mkdir -p tree/sub/deep tree/.hidden tree/ignored tree/sub/generated
echo "$bad" | tee tree/a.sh tree/sub/deep/b.bash tree/.hidden/c.sh tree/.d.sh tree/ignored/e.sh \
    tree/sub/generated/f.sh tree/notes.txt > /dev/null
printf '#!/bin/sh\n%s\n' "$bad" > tree/by_shebang
printf '#!/usr/bin/env bash\n%s\n' "$bad" > tree/by_env_shebang
printf '#!/usr/bin/python3\n%s\n' "$bad" > tree/python_script
mkdir tree/.git
printf 'ignored/\n# a comment\n*.tmp.sh\n' > tree/.gitignore
printf 'generated\n' > tree/sub/.gitignore
echo "$bad" | tee tree/x.tmp.sh > /dev/null
run check --format json tree
check "folder: endings, shebangs, .gitignore, hidden files" \
    paths_are "tree/a.sh tree/by_env_shebang tree/by_shebang tree/sub/deep/b.bash"
run check --format json tree/.d.sh tree/notes.txt tree/ignored/e.sh
check "a file that is named is checked whatever it is" \
    paths_are "tree/.d.sh tree/ignored/e.sh tree/notes.txt"
run check --format json tree/;        check "folder with a slash" json '[.findings[].path] | all(contains("//") | not)'
run check --format json tree/sub ./tree/sub/deep/b.bash tree/sub/
check "names that overlap: a file counts once" json '.summary == {files: 1, payloads: 1, errors: 1, warnings: 0, fixable: 1}'
run check tree/sub/deep;              check "folder in a folder" status_is 1
(cd tree && timeout 10 "$paylint" check --format json . > ../out 2> ../err)
check "the folder ." json '.findings | length == 4'
cp tree/sub/.gitignore kept && truncate -s 17M tree/sub/.gitignore # more than one may hold
run check --format json tree
check "an ignore file that can't be read is told" \
    both status_is 2 complains "tree/sub/.gitignore: can't read this file: it is too large; its folder is left out"
check "and its folder is left out" paths_are "tree/a.sh tree/by_env_shebang tree/by_shebang"
cp kept tree/sub/.gitignore
mkdir -p hosts/.github/workflows hosts/.hidden
printf -- '```sh\n%s\n```\n' "$bad" > hosts/README.md
printf 'all:\n\t%s\n' "$bad" > hosts/Makefile
printf 'FROM x\nRUN %s\n' "$bad" > hosts/Dockerfile
printf 'jobs:\n  a:\n    runs-on: x\n    steps:\n      - run: |\n          %s\n' "$bad" |
    tee hosts/.github/workflows/ci.yml hosts/.hidden/ci.yml hosts/values.yml > /dev/null
printf 'a:\n  stage: x\n  script:\n    - |\n      %s\n' "$bad" > hosts/.gitlab-ci.yml
printf 'some: yaml\n' > hosts/other.yml
run check --format json hosts
check "folder: files that hold shell, those of CI though hidden" \
    paths_are "hosts/.github/workflows/ci.yml hosts/.gitlab-ci.yml hosts/Dockerfile hosts/Makefile hosts/README.md"
run check --format json hosts/values.yml hosts/other.yml
check "YAML that is named is told by its content" paths_are hosts/values.yml
input=hosts/README.md
run check --format json --stdin-filename x/README.md -
check "--stdin-filename tells the kind of file" json '.findings[0].start.line == 2'
input=/dev/null

mkdir nothing
run check nothing;                    check "empty folder" status_is 0
mkdir named.sh
echo "$bad" > named.sh/inner.sh
run check --format json named.sh;     check "a folder called like a script" paths_are named.sh/inner.sh
run check --format json bad.sh ./bad.sh bad.sh
check "a file named twice" status_is 1

mkdir -p loop/inner
ln -s .. loop/inner/up
ln -s self loop/self
ln -s missing loop/dangling.sh
echo "$bad" > loop/inner/g.sh
run check --format json loop;         check "symlink loop" both status_is 1 paths_are loop/inner/g.sh
mkfifo loop/fifo.sh
run check --format json loop;         check "FIFO in a folder" both status_is 1 paths_are loop/inner/g.sh
ln -s ../bad.sh loop/link.sh
run check --format json loop/link.sh; check "symlink that is named" paths_are loop/link.sh

# Root reads everything, so it becomes someone else for this.
mkdir locked
echo "$bad" | tee locked/a.sh locked/b.sh > /dev/null
chmod 000 locked/a.sh
nobody=()
if [ "$(id -u)" -eq 0 ]; then
    chmod 755 . locked
    chmod 644 locked/b.sh
    cp "$paylint" paylint
    nobody=(setpriv --reuid=65534 --regid=65534 --clear-groups)
else
    ln -s "$paylint" paylint
fi
if "${nobody[@]}" ./paylint --version > /dev/null 2>&1; then
    timeout 10 "${nobody[@]}" ./paylint check --format json locked > out 2> err
    status=$? err=$(cat err)
    check "unreadable file: the others are checked, and it is 2" both status_is 2 paths_are locked/b.sh
    check "unreadable file is named" complains locked/a.sh
    timeout 10 "${nobody[@]}" ./paylint check locked/a.sh > out 2> err
    status=$?
    check "unreadable file that is named" status_is 2
else
    echo "skip cli: unreadable file: root reads everything, and there is no setpriv(1)"
fi

# ---- Where the output can't go ----

timeout 10 "$paylint" check bad.sh >&- 2> err
status=$?;                            check "closed output" status_is 2
timeout 10 "$paylint" --help >&- 2> err
status=$?;                            check "closed output of --help" status_is 2
timeout 10 "$paylint" --version >&- 2> err
status=$?;                            check "closed output of --version" status_is 2
if [ -c /dev/full ]; then
    timeout 10 "$paylint" check bad.sh > /dev/full 2> err
    status=$?; err=$(cat err);        check "full disk" both status_is 2 complains "can't write"
    timeout 10 "$paylint" payloads --format json bad.sh > /dev/full 2> err
    status=$?; err=$(cat err);        check "full disk, payloads" both status_is 2 complains "can't write"
    timeout 10 "$paylint" check --format sarif good.sh > /dev/full 2> err
    status=$?; err=$(cat err);        check "full disk, sarif" both status_is 2 complains "can't write"
else
    echo "skip cli: full disk: there is no /dev/full"
fi
for _ in {1..3000}; do echo "$bad"; done > many.sh
timeout 10 "$paylint" check many.sh 2> err | head -n 1 > out
status=${PIPESTATUS[0]};              check "a reader that goes away" status_is 2
timeout 10 "$paylint" check bad.sh > out 2>&-
status=$?;                            check "closed standard error" status_is 1

# ---- Colour ----

run check bad.sh;                     check "no colour into a file" both status_is 1 has_not $'\e['
if script --version > /dev/null 2>&1; then
    on_terminal() { TERM=xterm script -qec "$paylint check bad.sh" /dev/null < /dev/null > out 2> err; }
    on_terminal; out=$(cat out);                check "colour on a terminal" has $'\e['
    NO_COLOR=1 on_terminal; out=$(cat out);     check "NO_COLOR" has_not $'\e['
    NO_COLOR='' on_terminal; out=$(cat out);    check "NO_COLOR that is empty is not set" has $'\e['
else
    echo "skip cli: colour on a terminal: there is no script(1)"
fi

# ---- JSON as DESIGN section 7 has it ----

cat > shape.sh << 'EOF'
ID=test1
gcloud pubsub topics publish content-requests --message "{\"request_id\": \"$ID\"}"
EOF
run check --format json shape.sh
check "json: top level" json 'keys == ["findings", "summary", "version"]'
check "json: summary" json '.summary == {"files": 1, "payloads": 1, "errors": 1, "warnings": 0, "fixable": 1}'
check "json: keys of a finding" json '.findings[0] | keys - ["fix"] ==
    (["rule", "severity", "certainty", "path", "start", "end", "message", "witness", "pointer", "sink",
      "destination", "trail"] | sort)'
check "json: values of a finding" json '.findings[0] | .rule == "request_id-must-be-UUID" and
    .severity == "error" and .certainty == "violates" and .path == "shape.sh" and
    .start == {"line": 1, "column": 4} and .end == {"line": 1, "column": 9} and
    .witness == "test1" and .pointer == "/request_id" and .sink == "gcloud-pubsub" and
    .destination == "content-requests"'
check "json: trail" json '.findings[0].trail | length > 0 and
    all(.[]; keys == ["column", "line", "message"]) and .[0].line == 1 and .[-1].line == 2'
run payloads --format json shape.sh
check "json: keys of a payload" json '.payloads[0] | keys ==
    (["path", "start", "end", "sink", "destination", "json", "parts", "fields"] | sort)'
check "json: values of a payload" json '.payloads[0] | .json == "valid" and .sink == "gcloud-pubsub" and
    .parts == [{"text": "{\"request_id\": \"test1\"}"}] and
    .fields == [{"pointer": "/request_id", "shape": "literal"}]'
# shellcheck disable=SC2016 # a script
echo 'curl --json "{\"a\": \"$(uuidgen | tr A-Z a-z)\"}" http://localhost' > hole.sh
run payloads --format json hole.sh
check "json: a hole" json '.payloads[0].parts[1].hole | keys == ["from", "shape", "source"] and
    .shape == "uuid-lower"'
run check --format sarif shape.sh
check "sarif" json '.version == "2.1.0" and (.runs[0].results[0].ruleId == "request_id-must-be-UUID")'

# ---- Bytes ----

printf 'curl --json '\''{"é": "😀", "request_id": "bad"}'\'' http://localhost\n' > columns.sh
run check --format json columns.sh;   check "columns are code points" starts_at 1 39
printf '# é😀\n\tcurl --json '\''{"request_id": "bad"}'\'' http://localhost\n' > tab.sh
run check --format json tab.sh;       check "a tab is one column" starts_at 2 30
printf 'ID=bad\r\ncurl --json "{\\"request_id\\": \\"x\\"}" http://localhost\r\n' > crlf.sh
run check --format json crlf.sh;      check "CRLF" starts_at 2 31
printf '\xef\xbb\xbf#!/bin/sh\n%s\n' "$bad" > bom.sh
run check --format json bom.sh;       check "byte order mark" starts_at 2 29
printf '%s\n\0\0\n%s\n' "$good" "$bad" > nul.sh
run check --format json nul.sh;       check "NUL bytes" json '[.findings[].start.line] == [3]'
printf 'curl --json '\''{"a": "\xff\xfe", "request_id": "bad"}'\'' http://localhost\n' > latin.sh
run check --format json latin.sh;     check "bytes that are no UTF-8" json '.findings | length >= 1'
printf '%s' "$bad" > no_newline.sh
run check no_newline.sh;              check "no newline at the end" status_is 1
{ printf 'A='; head -c 1000000 /dev/zero | tr '\0' a; printf '\n%s\n' "$bad"; } > long.sh
run check --format json long.sh;      check "a line of 1 MB" starts_at 2 29
head -c 200000 /dev/urandom > random.sh
run check random.sh;                  check "random bytes" [ "$status" -lt 3 ]
printf 'if true; then\n%s\n' "$bad" > unclosed.sh
run check unclosed.sh;                check "a script that bash refuses" [ "$status" -lt 2 ]

# ---- The payload in the finding ----

printf 'ID=bad\ncurl -d "{\n  \\"request_id\\": \\"$ID\\",\n  \\"user\\": \\"$1\\"}" http://h\n' > sent.sh
run check --no-config sent.sh
check "a finding shows what is sent" has '= sends: { "request_id": "bad", "user": "…"}'
printf 'curl -d "{\\"request_id\\": \\"${1:-none}\\"}" http://h\n' > can.sh
run check --no-config can.sh
check "a finding shows what can be sent" has '= can send: {"request_id": "none"}'
printf 'curl -d '"'"'{"long": "%s", "request_id": "é\\u0001"}'"'"' http://h\n' "$(printf 'ü%.0s' {1..200})" > long.sh
run check --no-config long.sh
check "a long payload is cut round the value" has '= sends: … üüü'
valid_utf8() { iconv -f UTF-8 -t UTF-8 out > /dev/null; }
check "a cut payload is UTF-8" valid_utf8

exit "$failed"
