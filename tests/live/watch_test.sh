#!/usr/bin/env bash
# paylint-watch without a server: options, and lines of standard input as messages.
set -u
watch=$BUILD/paylint-watch
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
unset PUBSUB_EMULATOR_HOST GOOGLE_CLOUD_PROJECT GOOGLE_APPLICATION_CREDENTIALS
export HOME=$work

check() { # NAME STATUS: 0 is right
    if [ "$2" -eq 0 ]; then
        echo "ok $1"
    else
        echo "not ok $1"
        tail -n 5 out err 2>/dev/null
    fi
}
run() { # ARGUMENT…: standard input is in; sets $status
    "$watch" "$@" < in > out 2> err
    status=$?
}
ends() { # NAME STATUS TEXT ARGUMENT…: exit status, and what standard error says
    local name=$1 wanted=$2 text=$3
    shift 3
    run "$@"
    [ "$status" -eq "$wanted" ] && grep -qF -- "$text" err
    check "$name" $?
}
logged() { # NAME JQ: holds of one log line
    jq -e -n "[inputs | select($2)] | length == 1" out > found 2>&1
    check "$1" $?
}
: > in
ends "no source is told" 2 "name a --subscription, or --stdin"
ends "two sources are told" 2 "don't go together" --stdin --subscription projects/p/subscriptions/sub
ends "a misspelt option is told" 2 "did you mean --dead-letter?" --dead-leter x
ends "a subscription without a project is told" 2 "GOOGLE_CLOUD_PROJECT can say it" --subscription sub
ends "a wrong name is told" 2 "takes projects/PROJECT/topics/ID" --stdin --forward projects/p/topic/x
ends "a number out of range is told" 2 "--lease takes a number from 10 to 600" --stdin --lease 5
ends "--nack of lines is told" 2 "nobody delivers lines" --stdin --nack
ends "a missing configuration is told" 2 "can't read this configuration" --stdin --config none.json
ends "machines without credentials are told" 2 "GOOGLE_APPLICATION_CREDENTIALS" \
    --subscription projects/p/subscriptions/sub
run --help
[ "$status" -eq 0 ] && grep -q '^Usage: paylint-watch' out
check "--help" $?
run --version
[ "$status" -eq 0 ] && grep -q '^paylint-watch [0-9]' out
check "--version" $?
ldd "$watch" | grep -q libgrpc && ! ldd "$PAYLINT" | grep -q libgrpc
check "paylint links no gRPC" $?

# ---- Lines ----
cat > in <<'END'
{"request_id":"7c9e6679-7425-40de-944b-e07fc1f90ae7"}

{"request_id":"test1_backward_compat","note":"x"}
{"request_id":
{"items":[{"request_id":"\u001b[31mred\u0007"}]}
END
printf '{"request_id":"caf\xe9"}\n' >> in
run --stdin
[ "$status" -eq 1 ] && [ ! -s err ] && [ "$(jq -s 'map(select(.severity == "WARNING")) | length' out)" -eq 4 ]
check "lines that are rejected are logged, one line each; exit status 1" $?
logged "the line says rule, pointer, value, number and action" \
    '.message == "Invalid request_id format: request_id must be a UUID" and .line == 3 and
     .rule == "request_id-must-be-UUID" and .pointer == "/request_id" and .action == "ack" and
     .value == "test1_backward_compat" and .subscription == "stdin" and (.time | endswith("Z"))'
logged "a message that is no JSON" '.rule == "payload-must-be-JSON" and .line == 4'
logged "control characters are escaped" '.pointer == "/items/0/request_id" and .value == "\u001b[31mred\u0007"'
! LC_ALL=C grep -q "$(printf '[\001-\010\013-\037]')" out
check "no control character stands in the log" $?
logged "the end tells what was counted" '.message == "Stopped" and .valid == 1 and .rejected == 4 and .unsettled == 0'
printf '{"request_id":"%s"}\n' "$(printf 'x%.0s' $(seq 5000))" > in
run --stdin
logged "a long value is shortened" '.value != null and (.value | length) == 101 and (.value | endswith("…"))'
echo '{"watch":{"hide-values":true}}' > hidden.json
run --stdin --config hidden.json
logged "values can be hidden" '.rule == "request_id-must-be-UUID" and (has("value") | not)'
! grep -q xxxx out
check "a hidden value stands nowhere" $?
echo '{"a":1,"a":2}' > in
run --stdin
[ "$status" -eq 0 ]
check "warnings alone end with 0" $?
logged "a warning doesn't reject" '.severity == "INFO" and .rule == "duplicate-key"'
echo '{"watch":{"reject":"warning"}}' > strict.json
run --stdin --config strict.json
logged "unless the configuration says so" '.severity == "WARNING" and .rule == "duplicate-key"'
echo '{"watch":{"reject":"fatal","hide":1}}' > wrong.json
ends "a wrong section watch is told" 2 'there is no key "hide" here' --stdin --config wrong.json
cat > paylint.json <<'END'
{ "messages": { "job": { "destination": "jobs*", "schema": { "required": [ "job" ] } } } }
END
run --stdin
[ "$status" -eq 0 ]
check "a contract of another destination holds for none" $?
run --stdin --destination projects/p/topics/jobs-eu
logged "a contract of the destination holds" '.rule == "message-contract"'
echo '{"messages":{"m":{"subscription":"stdin","schema":{"required":["topic"]}}}}' > contract.json
echo '{"request_id": "7c9e' > in
run --stdin --config contract.json
logged "what is no JSON is told as that, before what could be read of it" \
    '.rule == "payload-must-be-JSON" and .message == "Invalid message format: a JSON payload must be well-formed" and
     .findingCount == 3 and (.findings | map(.rule) | sort | .[0] == "message-contract")'
echo '{}' > in
run --stdin --log-level error
[ "$status" -eq 0 ] && [ ! -s out ]
check "--log-level" $?
if [ -e /dev/full ]; then
    echo '{"request_id":"x"}' > in
    "$watch" --stdin < in > /dev/full 2> err
    [ $? -eq 2 ]
    check "a message whose log line can't be written isn't done" $?
fi
# A thread that waits for more input doesn't keep it from ending.
mkfifo pipe
"$watch" --stdin < pipe > out 2> err &
pid=$!
exec 3> pipe
echo '{"request_id":"x"}' >&3
for _ in $(seq 100); do grep -q Invalid out && break; sleep 0.1; done
kill -TERM $pid
wait $pid
[ $? -eq 1 ]
check "SIGTERM ends it while it waits for input" $?
