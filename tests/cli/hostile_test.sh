#!/usr/bin/env bash
# Hostile input of every kind that docs/limits.md lists. The program ends by itself, with a status of
# its own and not by a signal; what can still be found is found, and no file is left half written.
# The time limits only end what hangs: sanitizers and other work make a run many times slower.
# shellcheck disable=SC2016,SC2317 # scripts; conditions are called by their names
set -u
group=hostile
# shellcheck source=tests/cli/conditions.sh
. "$(dirname "${BASH_SOURCE[0]}")/conditions.sh"

limit=300 # seconds
many=100000
bad='curl --json '\''{"request_id": "bad"}'\'' http://localhost'

# times NUMBER TEXT: the text so often.
times() { awk -v n="$1" -v s="${2//\\/\\\\}" 'BEGIN { for (i = 0; i < n; i++) printf "%s", s }'; }
# lines NUMBER FORMAT: printf's format, with the numbers from 1 on.
lines() { awk -v n="$1" -v f="$2" 'BEGIN { for (i = 1; i <= n; i++) printf f, i, i, i, i }'; }

run() {
    timeout "$limit" "$paylint" "$@" < "$input" > out 2> err
    status=$?
    out=$(head -c 100000 out | tr -d '\0') err=$(head -c 100000 err | tr -d '\0')
}
json() { [ "$(jq "$1" < out 2>> err)" = true ]; }
ends() { [ "$status" -le 1 ]; }
ends_and() { ends && "$@"; }
finds_and() { finds && "$@"; }
utf8_and() { utf8 && "$@"; }
told_and() { status_is 2 && complains "$1" && "${@:2}"; }
is_one_line() { [ "$(wc -l < "$1")" -eq 1 ]; }
finds() { json '[.findings[].rule] | index("request_id-must-be-UUID") != null'; }
finds_at_line() { json "[.findings[] | select(.rule == \"request_id-must-be-UUID\") | .start.line] == [$1]"; }
utf8() { iconv -f UTF-8 -t UTF-8 out > utf8 2>&1; }

# check_file FILE NAME CONDITION…: check FILE, whatever stands in it, ends, and so the condition.
check_file() {
    run check --format json --no-prefilter "$1"
    check "$2" ends_and "${@:3}"
}

# ---- Bytes ----

printf '#!/bin/sh\necho a\0b\n%s\ncurl -d '\''{"request_id": "b\0d"}'\'' http://localhost\n' "$bad" > nul.sh
check_file nul.sh "NUL bytes" finds_and utf8
printf '\377\376\200\n%s\ncurl -d '\''{"request_id": "b\303\377d", "\355\240\200": 1}'\'' http://localhost\n' "$bad" > invalid.sh
check_file invalid.sh "invalid UTF-8" finds_and utf8
run check --format sarif invalid.sh
check "invalid UTF-8 in SARIF" ends_and utf8_and json '.version == "2.1.0"'
run audit --format html invalid.sh;  check "invalid UTF-8 in HTML" ends_and utf8
run check invalid.sh;                check "invalid UTF-8 as text" ends_and utf8
printf 'X=1\r\n%s\r\n' "$bad" > crlf.sh
check_file crlf.sh "CRLF" finds_at_line 2
printf 'X=1\r%s\r' "$bad" > cr.sh
check_file cr.sh "carriage returns alone are no lines" json '.findings == []'
printf '\357\273\277\n%s\n' "$bad" > bom.sh
check_file bom.sh "byte order mark" finds_at_line 2
echo "$bad" | iconv -t UTF-16 > utf16.sh
check_file utf16.sh "UTF-16" json '.findings == []'
head -c 1000000 /dev/urandom > random.sh
check_file random.sh "a megabyte of noise" utf8
run check --fix --unsafe-fixes --no-prefilter random.sh
check "a megabyte of noise, fixed" ends

# ---- Nested and never closed ----

nested() {
    times "$many" "$2" > nested.sh
    printf '\n%s\n' "$bad" >> nested.sh
    check_file nested.sh "$many times $1" true
    rm nested.sh
}
while IFS='|' read -r name text; do
    nested "$name" "$(printf '%b' "$text")"
done << 'END'
[|[
[[|[[ 
[[ (|[[ ( 
$(|$(
"$(|"$(
$( inside ${ inside backticks|$( ${a:-"`
`|`
escaped backticks|`\\`
{|{ 
{ of a word|{
{a, of a word|{a,
(|(
( apart|( 
((|((
$((|$((
${|${a:-
${ with a pattern|${a//
"${|"${a:-
<(|<(
a=(|a=(
a[|a[
@(|@(
quotes|'
double quotes|"
$'|$'
backslashes|\\\\
if|if 
while|while 
for|for x in a; do 
case|case x in x) 
case without an end|case x in a
functions|f() { 
!|! 
&&|a && 
pipes|a | 
heredocs|cat <<E\n
substitutions in heredocs|cat <<E\n$(
<<<|<<<"$(
eval|eval "
bash -c|bash -c "
jq|jq -n '[
JSON|curl --json '{"a":[
END

closed() {
    { times "$many" "$2"; times "$many" "$3"; printf '\n%s\n' "$bad"; } > closed.sh
    check_file closed.sh "$many times $1, closed" true
    rm closed.sh
}
closed '$(' '$(' ')'
closed '(' '(' ')'
closed '{' '{ ' '; }'
closed if 'if true; then ' '; fi'
closed '${' '${a:-' '}'
closed '"$(' '"$(' ')"'
closed 'braces of a word' '{a,' '}'

{ printf 'echo '; times "$many" '{a,b}'; printf '\n%s\n' "$bad"; } > braces.sh
check_file braces.sh "as many words as can't be counted, of braces" finds
{ printf 'echo '; times "$many" '{1..9999999} '; printf '\n%s\n' "$bad"; } > braces.sh
check_file braces.sh "$many long sequences of braces" true
printf 'echo {-9223372036854775807..9223372036854775807} {1..9..-9223372036854775808}\n%s\n' "$bad" > braces.sh
check_file braces.sh "sequences of braces past all numbers" finds

# ---- Long ----

{ printf 'echo "'; times 2500000 'a b '; printf '"\n%s\n' "$bad"; } > long.sh
check_file long.sh "a line of 10 MB" finds_at_line 2
{ times "$many" $'\\\n'; printf '\n%s\n' "$bad"; } > long.sh
check_file long.sh "a line continued $many times" finds
lines 40000 'cat <<E%d\n{"request_id": "x"}\nE%d\n' > heredocs.sh
echo "$bad" >> heredocs.sh
check_file heredocs.sh "40,000 heredocs" finds_at_line 120001
{ printf 'cat '; lines 40000 '<<E%d '; printf '\n'; lines 40000 'a\nE%d\n'; echo "$bad"; } > heredocs.sh
check_file heredocs.sh "40,000 heredocs on one line" finds_at_line 80002
printf '%s\ncat <<EOF\n$("`'\''${' "$bad" > unterminated.sh
check_file unterminated.sh "what stands before all that is unterminated" finds_at_line 1

# ---- Growing without end ----

cat > sourcing.sh << 'END'
. ./sourcing.sh
. "$0"
curl --json '{"request_id": "bad"}' http://localhost
source sourcing.sh
END
check_file sourcing.sh "a script that sources itself" finds_at_line 3
printf '. ./b.sh\n. ./b.sh\n' > a.sh
printf '. ./a.sh\n. ./a.sh\n%s\n' "$bad" > b.sh
check_file a.sh "scripts that source each other" finds
cat > recursion.sh << 'END'
f() { f a; g b; "$0" c; }
g() { f "$@" "$@"; g "$@" "$@"; }
:() { :|:& };:
f; g 1 2 3
curl --json '{"request_id": "bad"}' http://localhost
END
check_file recursion.sh "functions that call themselves and each other" finds
{ echo a=x; times 60 $'a=$a$a\n'; printf 'curl --json "{\\"request_id\\": \\"$a\\"}" http://localhost\n%s\n' "$bad"; } > doubling.sh
check_file doubling.sh "a value doubled 60 times" finds
printf 'a=x\nwhile :; do\na="$a$a"\ncurl --json "$a" http://localhost\ndone\n%s\n' "$bad" > loop.sh
check_file loop.sh "a loop without an end" true
{ lines 20 'for a%d in 1 2 3 4 5 6 7 8 9 0; do\n'; echo "$bad"; times 20 $'done\n'; } > loop.sh
check_file loop.sh "20 loops inside each other" finds_at_line 21
{ lines 2000 'if [ "$a%d" ]; then x="${x}1"; else x="${x}2"; fi\n'; printf 'curl --json "{\\"request_id\\": \\"$x\\"}" http://localhost\n'; } > branches.sh
check_file branches.sh "2,000 branches that each change a value" true
{ printf 'echo a'; times "$many" ' | base64 -d'; printf '\n%s\n' "$bad"; } > pipe.sh
check_file pipe.sh "a pipeline of $many commands" true

# ---- Other files that hold shell ----

fence=$(printf '```sh\n%s\n```' "$bad")
{ times "$many" '>'; printf '\n\n%s\n' "$fence"; } > a.md
check_file a.md "$many quotes in Markdown" finds
{ times "$many" '- '; printf '\n\n%s\n' "$fence"; } > a.md
check_file a.md "$many lists in Markdown" true
{ printf '%s\n' "$fence"; times "$many" $'```sh\n'; } > a.md
check_file a.md "$many fences" finds_at_line 2
{ times "$many" '<div>'; printf '\n\n%s\n' "$fence"; } > a.md
check_file a.md "$many tags in Markdown" finds

{ printf 'if a; then :\n'; lines 200000 'elif b%d; then c\n'; printf 'fi\n%s\n' "$bad"; } > elif.sh
check_file elif.sh "200,000 elif" complains "(--limit steps=NUMBER)"
{ printf 'if a; then :\n'; lines 4000 'elif b; then V%d=x\n'; printf 'fi\n%s\n' "$bad"; } > elif.sh
check_file elif.sh "4,000 elif, each with a variable of its own" complains "(--limit memory=SIZE)"
{ printf 'case $1 in\n'; lines 20000 'a%d) V%d=x ;;\n'; printf 'esac\n%s\n' "$bad"; } > case.sh
check_file case.sh "20,000 branches of a case, each with a variable of its own" finds

job=$(printf 'jobs:\n  a:\n    runs-on: x\n    steps:\n      - run: |\n          %s\n' "$bad")
for text in '[' '{a: ' '- ' 'a: ' '!' '"' '&a ' '? '; do
    { printf '%s\nz: ' "$job"; times "$many" "$text"; printf '\n'; } > deep.yml
    check_file deep.yml "$many times $text in YAML" true
done
{ lines 5000 '%*sa:\n'; printf '%s\n' "$job"; } > deep.yml
check_file deep.yml "5,000 blocks inside each other in YAML" complains "nested too deeply"
{ printf '%s\n' "$job"; lines 40000 '          true\n'; } > long.yml
check_file long.yml "a block of 40,000 lines in YAML" complains "more than 32768 lines"
{ times "$many" $'---\n'; printf '%s\n' "$job"; } > documents.yml
check_file documents.yml "$many documents in YAML" finds
awk 'BEGIN {
    print "x0: &x0 {k: {run: echo}}"
    for (i = 1; i < 30; i++) {
        p = "*x" i - 1
        print "x" i ": &x" i " {<<: [" p "," p "," p "," p "," p "," p "," p "," p "], y" i ": " p "}"
    }
    print "y0: &y0 [echo]"
    for (i = 1; i < 30; i++) {
        p = "*y" i - 1
        print "y" i ": &y" i " [" p "," p "," p "," p "," p "," p "," p "," p "]"
    }
}' > bomb
{ cat bomb; printf '%s\n  b: *x29\n  c:\n    <<: *x29\n    steps: *y29\n' "$job"; } > bomb.yml
check_file bomb.yml "aliases of aliases in YAML" finds
{ cat bomb; printf 'stages: [a]\nb:\n  stage: a\n  before_script: *y9\n  script: *y29\nc:\n  stage: a\n  script:\n    - %s\n' "${bad//: /:}"; } > .gitlab-ci.yml
check_file .gitlab-ci.yml "aliases of aliases in GitLab CI" true
{ printf 'A = $(A)\nB0 = x\n'; awk 'BEGIN { for (i = 1; i < 60; i++) print "B" i " = $(B" i - 1 ")$(B" i - 1 ")$(B" i - 1 ")" }'
  printf 'all:\n\tcurl -d "$(B59)$(A)" http://localhost\n\t%s\n\t' "$bad"; times "$many" '$('; printf '\n'; } > Makefile
check_file Makefile "variables of make that treble, and one of itself" finds
{ printf 'FROM x\nENV A=x\n'; times 100 $'ENV A=$A$A\n'; printf 'RUN %s\nRUN ' "$bad"; times "$many" $'\\\n'; printf '\nRUN '; times "$many" '["'; printf '\n'; } > Dockerfile
check_file Dockerfile "a Dockerfile that doubles, continues and nests" finds

# ---- JSON ----

{ printf "curl --json '"; times "$many" '['; times "$many" ']'; printf "' http://localhost\n%s\n" "$bad"; } > deep.sh
check_file deep.sh "$many arrays inside each other in a payload" finds
{ printf "curl --json '{\"request_id\": "; times "$many" 9; printf ", \"b\": 1e"; times "$many" 9; printf ", \"c\": -0."; times "$many" 0; printf "1}' http://localhost\n"; } > numbers.sh
check_file numbers.sh "numbers of $many digits in a payload" finds
{ times "$many" '{"a":['; printf '\n{"request_id": 1e'; times "$many" 9; printf '}\n{"request_id": '; times "$many" '"\\u0000'; printf '\n{"request_id": "bad"}\n'; } > hostile.ndjson
run validate --format json hostile.ndjson
check "messages: deep, huge and unterminated" ends_and json '[.findings[].rule] | index("request_id-must-be-UUID") != null'
{ printf '{"x": "'; times 5000000 'abcd'; printf '"}\n{"request_id": "bad"}\n'; } > hostile.ndjson
run validate --format json hostile.ndjson
check "messages: one of 20 MB is told, and the next is judged" told_and "longer than 16 MiB" json '[.findings[].rule] | index("request_id-must-be-UUID") != null'

{ printf "curl --json '{"; times 20000 '"a": 1, '; printf "\"request_id\": \"bad\"}' http://localhost\n"; } > keys.sh
check_file keys.sh "a key that is there 20,000 times" finds

# ---- Configurations ----

mkdir configured
echo "curl --json '{\"a\": \"$(times 60 a)!\", \"request_id\": \"bad\"}' http://localhost" > configured/a.sh
rule() {
    printf '{ "rules": { "evil": { "severity": "error", "summary": "a is evil", "payload": { "at": "/a", "schema": %s } } } }\n' "$1" > configured/paylint.json
}
for pattern in '^(a+)+$' '^(a|a)*$' '^(a|aa)+$' '(.*)*(.*)*(.*)*b' '^(([a-z])+.)+[A-Z]([a-z])+$' '^(?=(a+)+$).' '(a*)*\\\\1b'; do
    rule "$(printf '{ "type": "string", "pattern": "%s" }' "$pattern")"
    check_file configured "the pattern $pattern" finds
done
rule "$(printf '{ "pattern": "'; times "$many" '('; printf '" }')"
run check configured/a.sh
check "a pattern of $many groups" both status_is 2 complains paylint.json
rule "$(printf '{ "pattern": "'; times 50 '(a{1,99}'; times 50 '){1,99}'; printf '" }')"
run check configured/a.sh
check "a pattern that would be a huge program" [ "$status" -le 2 ]
rule "$(times "$many" '{"not":'; printf true; times "$many" '}')"
run check configured/a.sh
check "a schema of $many schemas inside each other" both status_is 2 complains paylint.json
rule '{ "$ref": "#/rules/evil/payload/schema" }'
run check configured/a.sh
check "a schema that refers to itself" [ "$status" -le 2 ]
rule '{ "$defs": { "a": { "anyOf": [ { "$ref": "#/$defs/b" }, { "$ref": "#/$defs/b" } ] }, "b": { "anyOf": [ { "$ref": "#/$defs/a" }, { "$ref": "#/$defs/a" } ] } }, "$ref": "#/$defs/a" }'
run check configured/a.sh
check "schemas that refer to each other" [ "$status" -le 2 ]
rule "$(awk 'BEGIN { printf "{ \"$ref\": \"#/$defs/d40\", \"$defs\": { \"d0\": { \"type\": \"string\", \"minLength\": 99 }"
    for (i = 1; i <= 40; i++) printf ", \"d%d\": { \"anyOf\": [ { \"$ref\": \"#/$defs/d%d\" }, { \"$ref\": \"#/$defs/d%d\" } ] }", i, i - 1, i - 1
    print " } }" }')"
run check configured/a.sh
check "a schema with 2^40 ways" [ "$status" -le 2 ]
printf '{ "extends": [ "paylint.json" ] }\n' > configured/paylint.json
run check configured/a.sh
check "a configuration that extends itself" both status_is 2 complains paylint.json
times "$many" '[' > configured/paylint.json
run check configured/a.sh
check "a configuration of $many brackets" both status_is 2 complains paylint.json
printf '{ "exclude": [ "%s" ] }\n' "$(times 30 '**/*a*')" > configured/paylint.json
mkdir -p "configured/$(times 20 aaaaaaaaab/)"
echo "$bad" > "configured/$(times 20 aaaaaaaaab/)x.sh"
check_file configured "a glob of 30 stars" finds

# ---- Files that are no files, and folders ----

rm -rf tree && mkdir tree
echo "$bad" > tree/good.sh
mkfifo tree/fifo.sh
mkdir tree/folder.sh
ln -s . tree/itself
ln -s loop.sh tree/loop.sh
ln -s /dev/zero tree/zero.sh
if command -v python3 > /dev/null; then
    python3 -c 'import socket; socket.socket(socket.AF_UNIX).bind("tree/socket.sh")'
fi
check_file tree "FIFO, socket, device, folders and loops of links in a folder" finds_at_line 1
for name in tree/fifo.sh tree/loop.sh tree/zero.sh tree/missing.sh /dev/zero /dev/tty /proc/self/mem /proc/kmsg; do
    run check --format json "$name" tree/good.sh
    check "$name named: told, and the others are checked" told_and "$name" finds
done
if [ -S tree/socket.sh ]; then
    run check --format json tree/socket.sh tree/good.sh
    check "a socket named: told, and the others are checked" told_and socket.sh finds
fi
printf '. ./fifo.sh\n. ./zero.sh\n. ./folder.sh\n. /dev/zero\ncurl -d @/dev/zero http://localhost\ncurl -d @fifo.sh http://localhost\n%s\n' "$bad" > tree/reads.sh
check_file tree/reads.sh "a script that reads a FIFO and a device" finds
mkdir -p "$(times 300 d/)" && echo "$bad" > "$(times 300 d/)x.sh"
run check --format json d good.sh
check "folders nested 300 deep" both status_is 2 complains "nested too deeply"
mkdir crowd
(cd crowd && seq -f '%g.sh' 100000 | xargs touch && echo "$bad" > 77777.sh)
check_file crowd "100,000 files in a folder" finds_and json '.summary.files == 100000'
rm -rf crowd d

# Paths and messages can't write to the terminal, nor look like other output.
mkdir names
odd=$(printf 'names/a\n  --> b.sh:1:1\033[31m\342\200\256\377.sh')
printf 'K=1\ncurl --json '\''{"request_id": "\033]0;x\007\302\233"}'\'' http://\033[2J/\n' > "$odd"
# No control characters but newlines; nor, but as JSON, those that change the direction of text.
has_no_controls() { LC_ALL=C tr -d '\n[:print:]\200-\377' < "$1" | wc -c | grep -qx 0; }
is_plain() { has_no_controls "$1" && ! LC_ALL=C grep -q -F -e $'\342\200\256' -e $'\302\233' "$1"; }
for format in text gcc github markdown html sarif gitlab junit checkstyle json; do
    run check --format "$format" names
    check "a path with a newline and escapes, $format" ends_and utf8_and has_no_controls out
done
check "as JSON the path's name is kept" json '.findings[0].path | startswith("names/a\n  --> b.sh")'
run check names
check "as text it is plain" ends_and is_plain out
check "as text it is one line" has 'names/a\n  --> b.sh:1:1\x1B[31m\u202E\xFF.sh:2'
for format in text markdown html json; do
    run audit --format "$format" names
    check "a path with a newline and escapes, audit as $format" ends_and utf8_and has_no_controls out
done
run payloads names;                  check "payloads with escapes" ends_and utf8_and is_plain out
run payloads --format json names;    check "payloads with escapes as JSON" ends_and utf8_and has_no_controls out
run check --diff names
head -n 2 out > header;              check "a patch of a path with escapes" ends_and has_no_controls header
run check "$odd.missing"
check "a path with a newline in an error" told_and '\n  -->' is_one_line err

# ---- Files that change while they are read ----

churn() { # COMMAND: runs it on churn.sh again and again while that is checked
    local other worst=0 round
    ( while :; do eval "$1"; sleep 0.001; done ) &
    other=$!
    for round in {1..10}; do
        run check --format json churn.sh
        [ "$status" -gt "$worst" ] && worst=$status
        [ "$status" -le 2 ] && json true || worst="99 in round $round"
    done
    kill "$other"
    wait "$other" 2> /dev/null
    [ "$worst" = 0 ] || [ "$worst" = 2 ]
}
lines 20000 'echo %d\n' > whole.sh
check "a file that grows" churn 'cat whole.sh >> churn.sh; [ $((RANDOM % 10)) -gt 0 ] || : > churn.sh'
check "a file that is truncated" churn 'cat whole.sh > churn.sh; : > churn.sh'
check "a file that vanishes" churn 'cp whole.sh new.sh; mv new.sh churn.sh; rm -f churn.sh'

# ---- Fixing where it can't be done, or is broken off ----

# is_whole FOLDER: each file is as it was or as it is to be, and nothing else is there.
is_whole() {
    local file
    for file in "$1"/*.sh; do
        cmp -s "$file" before.sh || cmp -s "$file" after.sh || return 1
    done
    [ "$(find "$1" -type f | wc -l)" -eq "$(find "$1" -name '?*.sh' ! -name '.*' | wc -l)" ]
}
is_as_before() { is_whole "$1" && cmp -s "$1/a.sh" before.sh; }
{ times 20000 $'# a comment\n'; echo "$bad"; } > before.sh
cp before.sh after.sh
run check --fix after.sh
check "what is to be" [ "$status" -eq 0 ]

mkdir full
if [ "$(id -u)" -eq 0 ] && mount -t tmpfs -o size=300k tmpfs full 2> /dev/null; then
    cp before.sh full/a.sh
    run check --fix full/a.sh
    check "a full disk: told, and the file is as it was" told_and full/a.sh is_as_before full
    umount full
else
    echo "skip hostile: a full disk: mounting one takes root"
fi
cp before.sh full/a.sh
(ulimit -f 100; timeout "$limit" "$paylint" check --fix full/a.sh > out 2> err); status=$?
err=$(cat err)
check "a file that may not grow so large: told, and it is as it was" told_and full/a.sh is_as_before full

# Broken off where the new file is opened, written, synchronized and renamed.
if strace -V > /dev/null 2>&1 && strace -o /dev/null true 2> /dev/null; then
    cut=0 # runs that ended before all was done
    for call in openat write fsync fchmod close rename; do
        for when in 1 2 3 5 8; do
            rm -rf broken && mkdir broken
            for file in a b c; do cp before.sh "broken/$file.sh"; done
            # In a shell of its own, which would tell what it was ended by.
            (ASAN_OPTIONS=detect_leaks=0 timeout "$limit" strace -f -o trace -e "trace=$call" \
                -e "inject=$call:signal=INT:when=$when" "$paylint" check --fix broken > out 2> err) 2> killed
            is_whole broken || break 2
            cmp -s broken/c.sh after.sh || cut=$((cut + 1))
        done
    done
    check "--fix broken off at $call number $when leaves whole files only" is_whole broken
    check "--fix was broken off" [ "$cut" -gt 5 ]
else
    echo "skip hostile: --fix broken off: there is no strace(1), or it may not trace"
fi

exit "$failed"
