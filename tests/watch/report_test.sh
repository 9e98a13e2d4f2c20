#!/usr/bin/env bash
# paylint-watch --report: checkpoints, reports compared with an earlier one, criteria and the exit status.
set -u
watch=$BUILD/paylint-watch
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
unset PUBSUB_EMULATOR_HOST GOOGLE_CLOUD_PROJECT
export HOME=$work

check() { # NAME STATUS: 0 is right
    if [ "$2" -eq 0 ]; then
        echo "ok $1"
    else
        echo "not ok $1"
        tail -n 8 out err reports/report.md 2> /dev/null
    fi
}
report_is() { jq -e "$1" reports/report.json > /dev/null; }
has() { grep -qF -- "$1" reports/report.md; }
# executions COUNT FILE: 18 as in the incident, or COUNT that are right
incident() {
    jq -n '[range(18) | {metadata: {name: "worker-\(.)"}, status: {
        startTime: "2026-11-29T01:00:00Z",
        completionTime: (if . < 10 then "2026-11-29T02:31:30Z" else "2026-11-29T01:08:20Z" end),
        conditions: [{type: "Completed", status: (if . < 15 then "False" else "True" end),
            message: (if . < 10 then "Task worker failed with exit code: 0 and message: The configured timeout was reached."
                      elif . < 15 then "The container exited with an error." else "Execution completed." end)}]}}]'
}
fixed() {
    jq -n '[range(2) | {metadata: {name: "worker-2\(.)"}, status: {startTime: "2026-11-30T01:00:00Z",
        completionTime: "2026-11-30T01:07:10Z", conditions: [{type: "Completed", status: "True"}]}}]'
}
cat > paylint.json << 'END'
{
  "watch": {
    "criteria": [ "timeouts == 0", "execution_seconds_max < 600", "rejected_rate <= 0.5", "failures == 0" ],
    "executions": [ "cat", "executions.json" ],
    "executions-since": "all",
    "execution-limit": 1800,
    "rejection-entries": "entries.json"
  }
}
END
good='{"request_id":"8b0f0f0e-4f6c-4b3e-9d51-0d7f6c1b2a33"}'

# ---- Before, and after ----
incident > executions.json
echo '[]' > entries.json
"$watch" --stdin --report reports < /dev/null > out 2> err
[ $? -eq 1 ]
check "criteria that aren't met: exit status 1" $?
report_is '.met == false and .figures.timeouts == 10 and .figures.failures == 5 and .figures.executions == 18 and .last'
check "the incident's figures" $?
has '| executions that ran into the time limit | 10 of 18 (55.6 %) |' && has '| time of an execution, longest | 1 h 31 min |'
check "the incident's figures as they are told" $?
report_is '[.criteria[].outcome] == ["not met", "not met", "not known", "not met"]'
check "a share of nothing isn't known" $?
cp reports/report.json before.json

fixed > executions.json
jq -n '[range(10) | {insertId: "e\(.)", timestamp: "2026-11-30T03:00:00Z"}]' > entries.json
{ for _ in 1 2 3; do echo "$good"; done; echo '{"request_id":"test1"}'; } > in
"$watch" --stdin --report reports --baseline before.json < in > out 2> err
status=$?
report_is '.met and .figures.timeouts == 0 and .figures.rejected_rate == 0.25 and .rules["request_id-must-be-UUID"] == 1'
check "criteria that are met" $?
[ $status -eq 1 ]
check "rejected lines of --stdin are told as ever" $?
has '| executions that ran into the time limit | 10 of 18 (55.6 %) | 0 of 2 (0.0 %) |' &&
    has '| time of an execution, longest | 1 h 31 min | 7 min 10 s |' &&
    has '| executions that failed otherwise | 5 of 18 (27.8 %) | 0 of 2 (0.0 %) |' &&
    has '| log entries about rejected ids | 0 | 10 |' &&
    has '| request_id-must-be-UUID | 0 | 1 |'
check "before and after" $?
grep -q 'compared with before.json of 2' reports/report.md
check "the report names what it is compared with" $?
echo "$good" > in
"$watch" --stdin --report reports < in > out 2> err
check "all is well: exit status 0" $?
[ "$(find reports -name 'checkpoint-*.json' | wc -l)" -ge 1 ] && ! find reports -name '*.paylint-*' | grep -q .
check "each report has a file of its own, and none is left half" $?

# ---- Commands ----
sed -i 's/"cat", "executions.json"/"no-such-command-here"/' paylint.json
"$watch" --stdin --report reports < in > out 2> err
[ $? -eq 1 ] && has "can't run no-such-command-here" && grep -q "can't run no-such-command-here" out
check "a command that isn't there is told, and its criteria aren't met" $?
sed -i 's/"no-such-command-here"/"sh", "-c", "sleep 60"/; s/"execution-limit": 1800/"command-seconds": 1/' paylint.json
began=$SECONDS
"$watch" --stdin --report reports < in > out 2> err
[ $? -eq 1 ] && has 'it took too long' && [ $((SECONDS - began)) -lt 30 ]
check "a command that takes too long is ended" $?

# ---- Mistakes in the configuration ----
mistake() { # NAME TEXT WATCH
    printf '{\n  "watch": %s\n}\n' "$3" > mistake.json
    "$watch" --stdin --config mistake.json --report reports < in > out 2> err
    [ $? -eq 2 ] && grep -qF -- "$2" err
    check "$1" $?
}
mistake "a misspelt figure is told, with its place" 'mistake.json:2:34: there is no figure "timeout"; did you mean "timeouts"?' '{ "criteria": [ "a", "timeout == 0" ] }'
mistake "a misspelt comparison is told" 'mistake.json:2:38: a comparison is due here' '{ "criteria": [ "timeouts =< 0" ] }'
mistake "a misspelt key is told" 'did you mean "criteria"?' '{ "criterias": [] }'
mistake "a command that is none is told" 'takes a command and its arguments' '{ "executions": [] }'
mistake "a command of other things is told" 'takes a string or a list of strings' '{ "executions": [ "a", 1 ] }'
mistake "since when is told" 'takes "start" or "all"' '{ "executions-since": "always" }'

# ---- Checkpoints ----
cat > paylint.json << 'END'
{ "watch": { "criteria": [ "rejected >= 3" ] } }
END
rm -rf reports
{ for i in 1 2 3; do echo '{"request_id":"test1"}'; sleep 1.3; done; sleep 20; } |
    "$watch" --stdin --report reports --checkpoint-every 1s --duration 4s > out 2> err
report_is '.last and .met and .checkpoint >= 3 and .figures.rejected == 3'
check "checkpoints while it runs, and the last at the end of the duration" $?
[ "$(find reports -name 'checkpoint-*.md' | wc -l)" -ge 3 ] &&
    jq -e -s '[.[] | select(.met == false)] | length >= 1' reports/checkpoint-*.json > /dev/null
check "each says what was so far" $?
[ "$(jq -e -n '[inputs | select(.message | startswith("Checkpoint"))] | length' out)" -ge 3 ]
check "and is told in the log" $?
chmod 500 reports
if [ "$(id -u)" -ne 0 ]; then
    "$watch" --stdin --report reports < in > out 2> err
    [ $? -eq 2 ]
    check "a folder that can't be written to" $?
fi
chmod 700 reports
if [ -w /dev/full ]; then
    mkdir full && ln -s /dev/full full/report.json
    "$watch" --stdin --report full < in > out 2> err
    [ $? -eq 1 ] && grep -q "can't write full/report.json: No space left" out
    check "a report that can't be written: exit status 1" $?
fi
