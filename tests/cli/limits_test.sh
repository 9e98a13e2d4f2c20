#!/usr/bin/env bash
# Limits of what a file may take: by --limit and by paylint.json. The file that runs into one is warned
# of, by name, with the setting; what was found in it before is told, and so are the other files.
# shellcheck disable=SC2016 # scripts
set -u
group=limits
# shellcheck source=tests/cli/conditions.sh
. "$(dirname "${BASH_SOURCE[0]}")/conditions.sh"

bad='curl --json '\''{"request_id": "bad"}'\'' http://localhost'
finds_in() { jq -e --arg path "$1" '[.findings[] | select(.path == $path)] | length == 1' < out > found; }
finds_nothing_in() { ! finds_in "$1"; }
all() { while [ $# -gt 0 ]; do eval "$1" || return 1; shift; done; }

echo "$bad" > good.sh
# 1,000 commands, and a payload at either end.
{ echo "$bad"; echo 'for a in 1 2 3 4 5 6 7 8 9 0; do for b in 1 2 3 4 5 6 7 8 9 0; do for c in 1 2 3 4 5 6 7 8 9; do'
  echo 'echo "$a$b$c"'; echo 'done; done; done'; echo "${bad/bad/late}"; } > many.sh
{ echo "$bad"; printf '# %01000d\n' $(seq 100); } > large.sh
# A value that is built a hundred times over.
{ echo "$bad"; printf 'a=%s\n' "$(printf '%01000d' 0)"; for i in {1..200}; do echo 'a="$a$a"; echo "${a%x}$(echo "$a" | tr a b)"'; done
  echo "${bad/bad/late}"; } > heavy.sh

run check --format json good.sh many.sh large.sh heavy.sh
check "what they are without limits" all 'status_is 1' '[ -z "$err" ]' 'finds_in good.sh' 'finds_in large.sh' \
    'jq -e "[.findings[] | select(.path == \"many.sh\" or .path == \"heavy.sh\")] | length == 4" < out > found'

# ---- Steps ----

run check --format json --limit steps=500 many.sh good.sh
check "steps: told with the file, its line and the setting" all \
    'complains "paylint: many.sh:"' 'complains "warning: what comes after this is not checked: more than 500 commands are run (--limit steps=NUMBER)"'
check "steps: the place is where it ended" complains 'many.sh:3:1:'
check "steps: what stands before it and the other file are checked; what was found decides" all \
    'status_is 1' 'finds_in many.sh' 'finds_in good.sh'
run check --format json --limit steps=5000 many.sh
check "steps: enough of them" all 'status_is 1' '[ -z "$err" ]' 'jq -e "[.findings[]] | length == 2" < out > found'
run check --limit steps=500 --exit-zero many.sh
check "a warning alone is no error" status_is 0
run check --limit steps=500 --exit-zero --strict many.sh
check "with --strict it is" status_is 2
run payloads --limit steps=500 many.sh
check "payloads warns, too" all 'status_is 0' 'complains "many.sh:3:1: warning:"'
run audit --limit steps=500 good.sh many.sh
check "audit: what sends something wrong still needs a fix" all 'status_is 1' 'has needs-fix' 'complains "many.sh:3:1: warning:"'
sed 1d many.sh > rest.sh
run audit --format json --limit steps=500 rest.sh
check "audit: what isn't followed depends on that" all 'status_is 0' \
    'jq -e ".scripts[0] | .verdict == \"depends\" and (.reason | contains(\"not followed to its end\"))" < out > found'

# ---- Memory ----

run check --format json --limit memory=400K heavy.sh good.sh
check "memory: told with the file and the setting" all 'complains "paylint: heavy.sh:"' \
    'complains "it takes more than 400K of memory (--limit memory=SIZE)"'
check "memory: the rest goes on" all 'status_is 1' 'finds_in heavy.sh' 'finds_in good.sh'
run check --format json --limit memory=1G heavy.sh
check "memory: enough of it" all 'status_is 1' '[ -z "$err" ]'

# ---- Size ----

run check --format json --limit size=50K large.sh good.sh
check "size: told with the file and the setting" all 'status_is 2' \
    'complains "paylint: large.sh: can'\''t read this file: it is larger than 50K (--limit size=SIZE)"'
check "size: the rest goes on" all 'finds_nothing_in large.sh' 'finds_in good.sh'
input=large.sh
run check --format json --limit size=50K -
check "size: of standard input" all 'status_is 2' 'complains "standard input: can'\''t read this file: it is larger than 50K"'
input=/dev/null
run check --format json --limit size="$(stat -c %s large.sh)" large.sh
check "size: exactly as large" all 'status_is 1' 'finds_in large.sh'

# ---- Time ----

{ echo "$bad"; for i in {1..30}; do printf 'for a%d in 1 2 3 4 5 6 7 8 9; do\n' "$i"; done; echo 'x="$x$a1"'; for i in {1..30}; do echo done; done; } > slow.sh
run check --format json --limit steps=1000000000 --limit memory=1000G --limit time=50ms slow.sh good.sh
check "time: told with the file and the setting" all 'complains "paylint: slow.sh:"' \
    'complains "it takes longer than 0.05 s (--limit time=SECONDS)"'
check "time: the rest goes on" all 'status_is 1' 'finds_in slow.sh' 'finds_in good.sh'

# ---- Values ----

for limit in steps=0 steps=-1 steps=1.5 steps=1K steps= size=257M size=x memory=1T time=0 time=1m time=0.0001 time=1.2345; do
    run check --limit "$limit" good.sh
    check "--limit $limit" all 'status_is 2' 'complains "--limit ${limit%%=*}= takes"'
done
for limit in steps room=1 '' =1; do
    run check --limit "$limit" good.sh
    check "--limit ${limit:-without a name}" all 'status_is 2' 'complains "--limit takes size=…, steps=…, memory=… or time=…"'
done
for limit in size=1.5M size=2048 memory=1G time=2.5s time=1500ms time=10 steps=7; do
    run check --limit "$limit" good.sh
    check "--limit $limit" all 'status_is 1' '[ -z "$err" ]'
done

# ---- Configurations ----

mkdir limited
cp many.sh good.sh large.sh limited
echo '{ "limits": { "steps": 500, "size": "50K" } }' > limited/paylint.json
run check --format json limited
check "paylint.json sets limits" all 'status_is 2' 'complains "limited/many.sh:3:1: warning:"' 'complains "limited/large.sh: can'\''t read"' \
    'finds_in limited/good.sh'
run check --format json --limit steps=5000 --limit size=1M limited
check "the command line counts before it" all 'status_is 1' '[ -z "$err" ]' 'finds_in limited/large.sh'
echo '{ "extends": ["paylint:builtin", "base.json"], "limits": { "size": "1M" } }' > limited/paylint.json
echo '{ "limits": { "steps": 500, "size": 100 } }' > limited/base.json
run check --format json limited
check "what is said later wins" all 'status_is 1' 'complains "limited/many.sh:3:1: warning:"' 'finds_in limited/large.sh'
while IFS='|' read -r value told; do
    echo "{ \"limits\": $value }" > limited/paylint.json
    run check limited/good.sh
    check "\"limits\": $value" all 'status_is 2' 'complains "limited/paylint.json:1:"' 'complains "$told"'
done << 'END'
{ "steps": "many" }|"steps" takes a number from 1 on
{ "size": true }|"size" takes a size up to 256M
{ "time": -1 }|"time" takes seconds
{ "tme": 1 }|did you mean "time"?
7|"limits"
END
echo '{ "limits": { "steps": 5000, "time": 2.5, "memory": "64M", "size": 100000 } }' > limited/paylint.json
run check limited/good.sh
check "each limit in paylint.json" all 'status_is 1' '[ -z "$err" ]'

# ---- Fixing ----

cp many.sh fixed.sh
run check --fix --limit steps=500 fixed.sh
check "what is found before a limit is fixed, what stands behind it stays" all 'complains "fixed.sh:3:1: warning:"' \
    '! grep -q \"bad\" fixed.sh' 'grep -q \"late\" fixed.sh'

exit "$failed"
