#!/usr/bin/env bash
# paylint-watch on a subscription of the real emulator: what becomes of messages, and what signals do.
set -u
# shellcheck source=tests/live/emulator.sh
. "$(dirname "$0")/emulator.sh"
emulator_or_skip "messages are pulled, judged and settled"
config_write
emulator_start

# ---- The whole way ----
way_create way
"$tool" publish "$way/topics/incoming" --count 2000 --bad 100
watch_start way
"$tool" collect "$way/subscriptions/valid" "$way/subscriptions/rejected" --count 2000 --bad 100 > "$work/collected"
check "2,000 messages: each valid one forwarded, each bad one in the dead-letter topic, with its rule" \
    $? "$work/collected" "$work/watch.way.log"
watch_stop $watcher
check "SIGTERM: exit status 0" $? "$work/watch.way.log"
[ "$(grep -c '"severity":"WARNING"' "$work/watch.way.log")" -eq 200 ]
check "each rejected message has one log line" $?
"$tool" collect "$way/subscriptions/valid" "$way/subscriptions/rejected" --count 1 --seconds 1 > /dev/null
watch_start again
wait_for_line Judging "$work/watch.again.log"
sleep 2
watch_stop $watcher
grep -q '"valid":0,"rejected":0' "$work/watch.again.log"
check "nothing that was acknowledged comes again" $? "$work/watch.again.log"

# ---- Ordering keys ----
way_create ordered --ordered
"$tool" publish "$way/topics/incoming" --count 2000 --keys 7
watch_start ordered --threads 4 --streams 3
"$tool" collect "$way/subscriptions/valid" "$way/subscriptions/rejected" --count 2000 --keys 7 > "$work/collected"
check "messages of one ordering key stay in order" $? "$work/collected" "$work/watch.ordered.log"
watch_stop $watcher

# ---- Exactly-once delivery ----
way_create once --exactly-once
"$tool" publish "$way/topics/incoming" --count 2000
watch_start once
"$tool" collect "$way/subscriptions/valid" "$way/subscriptions/rejected" --count 2000 --linger 2 > "$work/collected" &&
    grep -q ' 0 more than once' "$work/collected"
check "a subscription with exactly-once delivery" $? "$work/collected" "$work/watch.once.log"
watch_stop $watcher
check "its acknowledgements are confirmed before the end" $? "$work/watch.once.log"

# ---- Configuration, read again ----
way_create reload
cp "$work/paylint.json" "$work/right.json"
watch_start reload
wait_for_line Judging "$work/watch.reload.log"
echo '{ "rules": { "request_id-must-be-UUID": "of" } }' > "$work/paylint.json"
kill -HUP $watcher
wait_for_line 'The configuration is refused' "$work/watch.reload.log" &&
    grep -q 'a severity is' "$work/watch.reload.log"
check "a broken configuration is refused, and it is told why" $? "$work/watch.reload.log"
"$tool" publish "$way/topics/incoming" --count 100 --bad 500
"$tool" collect "$way/subscriptions/valid" "$way/subscriptions/rejected" --count 100 --bad 500 > "$work/collected"
check "the one before stays in force" $? "$work/collected" "$work/watch.reload.log"
echo '{ "rules": { "request_id-must-be-UUID": "off", "payload-must-be-JSON": "off" } }' > "$work/paylint.json"
kill -HUP $watcher
wait_for_line 'read again and in force' "$work/watch.reload.log"
check "SIGHUP reads the configuration again" $? "$work/watch.reload.log"
"$tool" publish "$way/topics/incoming" --count 100 --bad 1000
[ "$(drain_distinct valid 100)" -eq 100 ]
check "and messages are judged by the new one" $? "$work/watch.reload.log"
watch_stop $watcher
mv "$work/right.json" "$work/paylint.json"

# ---- Other actions ----
way_create dry
"$tool" publish "$way/topics/incoming" --count 10 --bad 500
watch_start dry --dry-run --lease 10
wait_for_line 'none (dry run)' "$work/watch.dry.log"
check "a dry run logs" $? "$work/watch.dry.log"
watch_stop $watcher
[ -z "$("$tool" drain "$way/subscriptions/valid")$("$tool" drain "$way/subscriptions/rejected")" ] &&
    [ "$(drain_distinct incoming 10)" -eq 10 ]
check "and leaves every message where it was" $? "$work/watch.dry.log"
way_create nack
"$tool" publish "$way/topics/incoming" --count 10 --bad 500
"$watch" --config "$work/paylint.json" --subscription "$way/subscriptions/incoming" --nack --lease 10 > "$work/nack.log" &
watcher=$!
for _ in $(seq 100); do
    [ "$(jq -r .messageId "$work/nack.log" | sort | uniq -c | awk '$1 > 1' | grep -vc null)" -ge 5 ] && break
    sleep 0.2
done
watch_stop $watcher
[ "$(drain_distinct incoming 5)" -eq 5 ]
check "--nack: rejected messages come again, valid ones don't" $? "$work/nack.log"

# ---- A dead-letter topic that is missing ----
way_create missing
"$tool" publish "$way/topics/incoming" --count 100
"$watch" --config "$work/paylint.json" --subscription "$way/subscriptions/incoming" --forward valid \
    --dead-letter later --drain 1 > "$work/missing.log" 2>&1 &
watcher=$!
wait_for_line "couldn't be published" "$work/missing.log" && grep -q '"status":"NOT_FOUND"' "$work/missing.log"
check "a missing topic is told" $? "$work/missing.log"
kill -STOP $watcher # what is published before there is a subscription is lost
"$tool" topic "$way/topics/later" && "$tool" subscription "$way/subscriptions/later" "$way/topics/later"
kill -CONT $watcher
"$tool" collect "$way/subscriptions/valid" "$way/subscriptions/later" --count 100 > "$work/collected"
check "nothing is lost meanwhile, and it goes on once the topic is there" $? "$work/collected" "$work/missing.log"
watch_stop $watcher

# ---- A subscription that isn't there ----
"$watch" --no-config --subscription projects/way/subscriptions/none > "$work/none.log" 2> "$work/none.err"
[ $? -eq 2 ] && grep -q "can't pull from projects/way/subscriptions/none: NOT_FOUND" "$work/none.err"
check "a subscription that isn't there is told; exit status 2" $? "$work/none.err"

# ---- Hostile messages ----
way_create hostile
mkdir "$work/hostile"
(
    cd "$work/hostile" || exit 1
    printf '{"request_id": "7c9e' > truncated
    printf '\377\376\200{"topic":"\355\240\200"}' > not-utf8
    printf '{"topic":"a\000b"}' > nul
    : > empty
    { printf '[%.0s' $(seq 100000); printf ']%.0s' $(seq 100000); } > deep
    { printf '{"a":%.0s' $(seq 100000); printf 1; printf '}%.0s' $(seq 100000); } > deep-object
    { printf '{"topic":"'; head -c 9900000 /dev/zero | tr '\0' x; } > large
    { printf '{"topic":7,"request_id":"'; head -c 2000000 /dev/zero | tr '\0' '\033'; printf '"}'; } > many-escapes
    { printf '['; yes 1, | head -n 500000 | tr -d '\n'; printf '1]'; } > many
    printf '{"topic":7,"request_id":"\033]0;pwned\007","x":"\342\200\256"}' > escapes
    printf '{"request_id":"%s","topic":"x"}' '../../etc/passwd' > path
    printf '%s' '{"topic":1e999999999,"request_id":-1e-99999}' > numbers
)
ulimit -c 0
watch_start hostile
"$tool" publish "$way/topics/incoming" --files "$work"/hostile/*
check "the emulator takes the hostile messages" $?
drain_distinct rejected 12 > /dev/null
mv "$work/drained" "$work/rejected"
[ "$(grep -o 'file=[^	]*' "$work/rejected" | sort -u | wc -l)" -eq 12 ] && ! grep -v paylint_rule "$work/rejected"
check "each hostile message is rejected, and none is lost" $? "$work/rejected" "$work/watch.hostile.log"
[ -z "$("$tool" drain "$way/subscriptions/valid")" ]
check "none of them gets in" $?
watch_stop $watcher
check "and the watcher has gone on all the while" $? "$work/watch.hostile.log"
! LC_ALL=C grep -q "$(printf '[\001-\010\013-\037]')" "$work/watch.hostile.log" &&
    jq -e . "$work/watch.hostile.log" > /dev/null
check "its log is JSON without control characters" $?
