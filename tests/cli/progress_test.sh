#!/usr/bin/env bash
# The progress bar: on a terminal only, on long runs only, and gone at the end. script(1) makes terminals.
# In: PAYLINT.
set -u
paylint=${PAYLINT:?the program to test}
command -v script > /dev/null || { echo 'skip progress: script is not installed'; exit 0; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0
result() {
    if [ "$1" = 0 ]; then echo "ok progress: $2"; else echo "not ok progress: $2"; failed=1; fi
}

mkdir "$work/long" "$work/short"
# Long on any machine: twice as long as it takes until the bar is shown.
milliseconds=0 size=500000
while [ "$milliseconds" -lt 1000 ] && [ "$size" -le 16000000 ]; do
    tests/bench/make-script -v size="$size" > "$work/long/1.sh"
    for number in $(seq 2 14); do cp "$work/long/1.sh" "$work/long/$number.sh"; done
    start=$(date +%s%3N)
    "$paylint" check --jobs 1 --exit-zero "$work/long" > "$work/out" 2>&1
    milliseconds=$(($(date +%s%3N) - start)) size=$((size * 2))
done
cp corpus/test_uuid_validation.sh "$work/short/a.sh" && cp corpus/test_uuid_validation.sh "$work/short/b.sh"
unset CI NO_COLOR FORCE_COLOR

# typed COMMAND: what a terminal of 80 columns gets.
typed() { script -qec "stty columns 80; $1" /dev/null < /dev/null | tr -d '\n' | tr '\r' '\n'; }
bar='^\[#* *\] [0-9]* of 14 files$'

export TERM=xterm
typed "$paylint check --jobs 1 --exit-zero $work/long" > "$work/out"
grep -q "$bar" "$work/out";                    result $? 'it is shown on a long run'
awk -v bar="$bar" '$0 ~ bar { shown = NR; blank = 0 } shown && /^ +$/ { blank = NR } /found|Found/ { told = NR }
    END { exit !(shown && blank > shown && told > blank) }' "$work/out"
result $? 'and it is gone before what is found is told'
awk -v bar="$bar" '$0 ~ bar { if ($0 == last) exit 1; last = $0; count++ } END { exit count > 14 }' "$work/out"
result $? 'each drawing says something new'
typed "$paylint audit --jobs 1 --exit-zero $work/long" | grep -q "$bar";     result $? 'audit has it'
typed "$paylint payloads --jobs 1 $work/long > /dev/null" | grep -q "$bar";  result $? 'payloads has it, with its output elsewhere'

# never NAME COMMAND
never() { ! typed "$2" > "$work/out" || ! grep -q ' of [0-9]* files$' "$work/out"; result $? "not $1"; }
long="$paylint check --jobs 1 --exit-zero $work/long"
never 'on a short run' "$paylint check $work/short"
never 'of one file' "$paylint check --exit-zero $work/long/1.sh"
never 'with --quiet' "$long --quiet"
never 'in CI' "CI=true $long"
never 'with NO_COLOR' "NO_COLOR=1 $long"
never 'on a dumb terminal' "TERM=dumb $long"
never 'on a narrow terminal' "stty columns 40; $long"
$long 2> "$work/err" > /dev/null
[ ! -s "$work/err" ];                          result $? 'not where standard error is a file'

# What is told meanwhile stands in lines of its own.
mkdir "$work/long/folder.sh" && ln -s nowhere "$work/long/broken.sh"
typed "$paylint check --verbose --jobs 1 --exit-zero $work/long $work/none.sh $work/long/*.sh" > "$work/out"
! grep -a 'paylint: ' "$work/out" | grep -q '\[#'
result $? 'errors meanwhile have lines of their own'
exit "$failed"
