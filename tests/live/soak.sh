#!/usr/bin/env bash
# The long tests of paylint-watch on the real emulator: `make soak PARTS="all kills …"`.
#   all         N messages, 2 % bad: none missing, each where it belongs
#   kills       the same while the watcher is killed (SIGKILL) at 20 random moments
#   replicas    the same with three replicas, of which one is killed
#   restart     the emulator hangs for a while; then it is killed and started anew
#   cut         the connection is cut again and again, then goes silent
#   hostile     10,000 malformed messages: none gets in, none ends the watcher
#   memory      1,000,000 messages (MEMORY_N) in flat memory
#   throughput  beside a watcher whose judge does nothing, in PAIRS (7) pairs of runs
set -u
# shellcheck source=tests/live/emulator.sh
. "$(dirname "$0")/emulator.sh"
parts=${PARTS:-all kills replicas restart cut hostile memory throughput}
N=${N:-100000}
PAIRS=${PAIRS:-7}
# The emulator goes on giving messages to streams whose client is gone, and each must wait for the end of
# its lease: with so many more streams the last watcher has its share of what comes back.
STREAMS_AFTER=64
: "${EMULATOR_JAVA_OPTS:=-Xmx4g}" # it is to be fast at length, not at once
emulator_or_skip "$parts"
config_write

collect_start() { # [OPTION…]: in the background, into $work/collected
    "$tool" collect "$way/subscriptions/valid" "$way/subscriptions/rejected" --count "$N" \
        "$@" --seconds 1800 > "$work/collected" &
    collector=$!
}
# Waits for the collector; says how it went.
collect_end() { # NAME [FILE…]
    local status
    wait "$collector"
    status=$?
    sed 's/^/# /' "$work/collected"
    check "$1" $status "$work/collected" "${@:2}"
}
nap() { # SECONDS AT MOST: some of them, at random
    sleep "$(awk -v most="$1" -v seed="$RANDOM" 'BEGIN { srand(seed); print rand() * most }')"
}
is_collecting() { kill -0 "$collector" 2>/dev/null; }

part_all() {
    way_create all
    "$tool" publish "$way/topics/incoming" --count "$N"
    watch_start all
    collect_start
    collect_end "$N messages: none missing, each where it belongs, with its rule" "$work/watch.all.log"
    watch_stop $watcher
    check "and the watcher ends with 0" $? "$work/watch.all.log"
}

part_kills() {
    local kills=0 i
    way_create kills
    "$tool" publish "$way/topics/incoming" --count "$N"
    collect_start
    for i in $(seq 20); do
        watch_start kills --lease 10
        sleep 0.5
        nap 3
        is_collecting && kills=$((kills + 1))
        kill -9 $watcher
        wait $watcher 2>/dev/null
    done
    watch_start kills --lease 10 --streams $STREAMS_AFTER
    collect_end "$N messages, and the watcher was killed 20 times" "$work/watch.kills.log"
    [ "$kills" -eq 20 ]
    check "each time while messages were under way" $?
    watch_stop $watcher
}

part_replicas() {
    local first second third
    way_create replicas
    "$tool" publish "$way/topics/incoming" --count "$N"
    watch_start one --lease 10 && first=$watcher
    watch_start two --lease 10 && second=$watcher
    watch_start three --lease 10 && third=$watcher
    collect_start
    sleep 4
    is_collecting && kill -9 "$second"
    wait "$second" 2>/dev/null
    collect_end "$N messages, three replicas, one of them killed" "$work"/watch.one.log
    watch_stop "$first" && watch_stop "$third"
    check "the other two end with 0" $? "$work/watch.one.log" "$work/watch.three.log"
    ! grep -q '"valid":0' "$work/watch.one.log" "$work/watch.three.log"
    check "and both had messages" $?
}

part_restart() {
    way_create restart
    "$tool" publish "$way/topics/incoming" --count "$N"
    watch_start restart --lease 10
    collect_start
    sleep 3
    kill -STOP "$emulator"
    sleep 30
    kill -CONT "$emulator"
    collect_end "$N messages, and the server hung for 30 seconds" "$work/watch.restart.log"
    # The emulator keeps nothing on disk: what it had is lost with it, and published again.
    "$tool" publish "$way/topics/incoming" --count 1000
    sleep 0.5
    emulator_stop
    sleep 3
    emulator_start "$emulator_port"
    sleep 1
    way_create restart
    collect_start --linger 0
    "$tool" publish "$way/topics/incoming" --count "$N"
    collect_end "$N more messages, once a server that was gone is there again" "$work/watch.restart.log"
    grep -q '"message":"A stream ended and is opened again"' "$work/watch.restart.log"
    check "its streams were opened again" $? "$work/watch.restart.log"
    watch_stop $watcher
}

part_cut() {
    local proxy port i cut
    way_create cut
    port=$("$tool" port)
    "$tool" proxy "$port" "$emulator_port" &
    proxy=$!
    "$tool" publish "$way/topics/incoming" --count "$N"
    PUBSUB_EMULATOR_HOST=127.0.0.1:$port watch_start cut --lease 10
    cut=$watcher
    collect_start
    for i in $(seq 20); do
        nap 3
        is_collecting && kill -USR1 $proxy
    done
    kill -USR2 $proxy # silent: nothing is passed on, nothing is closed
    sleep 15
    kill -USR2 $proxy
    sleep 5
    watch_start rest --lease 10 --streams $STREAMS_AFTER
    collect_end "$N messages over a connection that was cut 20 times and silent for 15 seconds" "$work/watch.cut.log"
    watch_stop $watcher
    watch_stop $cut
    check "the watcher behind it ends with 0" $? "$work/watch.cut.log"
    kill $proxy
}

part_hostile() {
    local N=10000
    way_create hostile
    "$tool" publish "$way/topics/incoming" --count $N --hostile
    watch_start hostile
    collect_start --hostile
    collect_end "$N malformed messages: each is a dead letter, none gets in" "$work/watch.hostile.log"
    watch_stop $watcher
    check "and the watcher ends with 0" $? "$work/watch.hostile.log"
    jq -e . "$work/watch.hostile.log" > /dev/null
    check "its log is JSON" $?
}

# What /metrics of the watcher says: messages judged, and resident memory in kB.
judged() {
    curl -s "http://127.0.0.1:$pages/metrics" | awk '/^paylint_messages_judged_total/ { n += $2 }
        /^process_resident_memory_bytes/ { kB = $2 / 1024 } END { printf "%d %d\n", n, kB }'
}

part_memory() {
    local N=${MEMORY_N:-1000000} step=50000 began=$SECONDS most_early=0 most_late=0 start count size pages
    way_create memory
    pages=$("$tool" port)
    watch_start memory --listen "127.0.0.1:$pages"
    collect_start --seconds 7200
    # No more are published than are judged: what waits costs the emulator's memory, not the watcher's.
    for start in $(seq 0 $step $((N - 1))); do
        "$tool" publish "$way/topics/incoming" --from "$start" --count $((start + step < N ? start + step : N))
        while is_collecting && read -r count size < <(judged) && [ "$count" -lt "$start" ]; do
            sleep 1
        done
        echo "# $((SECONDS - began)) s: $count judged, $size kB resident"
        if [ "$start" -lt $((N / 2)) ]; then
            [ "$size" -gt "$most_early" ] && most_early=$size
        elif [ "$size" -gt "$most_late" ]; then
            most_late=$size
        fi
    done
    collect_end "$N messages" "$work/watch.memory.log"
    read -r count size < <(judged)
    echo "# resident: at most $most_early kB in the first half, $most_late kB in the second, $size kB at the end, peak $(awk '/VmHWM/ { print $2 }' "/proc/$watcher/status") kB"
    [ "$most_late" -le $((most_early + most_early / 5 + 4096)) ] && [ "$size" -le $((most_early + most_early / 5 + 4096)) ]
    check "memory doesn't grow with them" $?
    watch_stop $watcher
}

cpu_of() { awk '{ print ($14 + $15) / 100 }' "/proc/$1/stat"; } # PID: its seconds of CPU
# How many messages a second a watcher that ran for 8 seconds has judged.
rate_of() { # NAME
    local count
    count=$(tail -n 1 "$work/$1.log" | jq .valid)
    [ "$count" -lt "$N" ] || echo "# all were pulled: too few" >&2
    echo $((count / 8))
}
pull_start() { # PROGRAM SUBSCRIPTION
    "$1" --config "$work/paylint.json" --subscription "$way/subscriptions/$2" > "$work/$2.log" &
}
median() { sort -n | awk '{ all[NR] = $1 } END { print (all[int((NR + 1) / 2)] + all[int(NR / 2) + 1]) / 2 }'; }

# Both at once, each on a subscription of its own to the same topic: what else the machine does meets both.
part_throughput() {
    local i with without with_cpu without_cpu unjudged=$BUILD/tests/live/unjudged-watch
    for i in $(seq "$PAIRS"); do
        way=projects/throughput$i
        "$tool" topic "$way/topics/incoming"
        "$tool" subscription "$way/subscriptions/with" "$way/topics/incoming"
        "$tool" subscription "$way/subscriptions/without" "$way/topics/incoming"
        "$tool" publish "$way/topics/incoming" --count "$N" --bad 0 --size 1000
        if [ $((i % 2)) -eq 0 ]; then
            pull_start "$watch" with && with=$!
            pull_start "$unjudged" without && without=$!
        else
            pull_start "$unjudged" without && without=$!
            pull_start "$watch" with && with=$!
        fi
        sleep 8
        with_cpu=$(cpu_of $with) without_cpu=$(cpu_of $without)
        kill -TERM $with $without
        wait $with $without
        echo "$(rate_of with) $with_cpu $(rate_of without) $without_cpu"
    done > "$work/pairs"
    sed 's/^/# messages a second and seconds of CPU with validation, and without: /' "$work/pairs"
    awk '{ print $1 / $3 }' "$work/pairs" | median > "$work/ratio"
    awk '$1 && $3 { print 1 - $4 / $3 / ($2 / $1) }' "$work/pairs" | median > "$work/share"
    echo "# medians of $PAIRS pairs: $(cut -d ' ' -f 1 "$work/pairs" | median) messages a second with, $(cut -d ' ' -f 3 "$work/pairs" | median) without; ratio $(cat "$work/ratio"); validation's share of CPU $(cat "$work/share")"
    awk '{ exit !($1 >= 0.9) }' "$work/ratio"
    check "throughput is at least 90 % of that without validation" $?
}

for part in $parts; do
    emulator_stop
    emulator_start
    echo "# $part: $(date +%T), load $(cut -d ' ' -f 1 /proc/loadavg)"
    "part_$part"
done
