# shellcheck shell=bash
# Sourced by the tests that need Google's Pub/Sub emulator: finds, starts and stops it.
# Sets PUBSUB_EMULATOR_HOST; everything is in a folder of its own, $work, and gone at the end.
tool=$BUILD/tests/live/pubsub
watch=${WATCH:-$BUILD/paylint-watch}
work=$(mktemp -d)
emulator=

# The emulator's launcher, or nothing.
emulator_path() {
    local gcloud root
    gcloud=$(command -v gcloud) || return 1
    root=$(dirname "$(dirname "$(readlink -f "$gcloud")")")
    [ -x "$root/platform/pubsub-emulator/bin/cloud-pubsub-emulator" ] ||
        root=$("$gcloud" info --format='value(installation.sdk_root)' 2>/dev/null)
    command -v java >/dev/null || return 1
    [ -x "$root/platform/pubsub-emulator/bin/cloud-pubsub-emulator" ] &&
        echo "$root/platform/pubsub-emulator/bin/cloud-pubsub-emulator"
}

# Says so for each test named, and ends, where there is no emulator here.
emulator_or_skip() {
    emulator_path >/dev/null && return
    for name in "$@"; do
        echo "skip $name: the Pub/Sub emulator (google-cloud-cli-pubsub-emulator) or java isn't installed"
    done
    exit 0
}

emulator_start() { # [PORT]
    local port=${1:-$("$tool" port)}
    JAVA_OPTS=${EMULATOR_JAVA_OPTS:--Xmx2g -XX:TieredStopAtLevel=1 -XX:+UseSerialGC} "$(emulator_path)" --host=127.0.0.1 --port="$port" \
        > "$work/emulator.log" 2>&1 &
    emulator=$!
    emulator_port=$port
    export PUBSUB_EMULATOR_HOST=127.0.0.1:$port
    for _ in $(seq 600); do
        (exec 3<> "/dev/tcp/127.0.0.1/$port") 2>/dev/null && return
        kill -0 "$emulator" 2>/dev/null || break
        sleep 0.1
    done
    echo "not ok the emulator starts"
    cat "$work/emulator.log"
    exit 1
}

emulator_stop() {
    [ -n "$emulator" ] || return 0
    kill -9 "$emulator" 2>/dev/null
    wait "$emulator" 2>/dev/null
    emulator=
}

clean_up() {
    # shellcheck disable=SC2046 # one word a job
    kill -9 $(jobs -p) 2>/dev/null
    emulator_stop
    rm -rf "$work"
}
trap clean_up EXIT

# The topics and subscriptions that a test of the whole way needs: what comes in, where valid and
# where rejected messages go. Options are the incoming subscription's.
way_create() { # PROJECT [OPTION…]
    way=projects/$1
    shift
    "$tool" topic "$way/topics/incoming" "$way/topics/valid" "$way/topics/rejected" &&
        "$tool" subscription "$way/subscriptions/incoming" "$way/topics/incoming" "$@" &&
        "$tool" subscription "$way/subscriptions/valid" "$way/topics/valid" &&
        "$tool" subscription "$way/subscriptions/rejected" "$way/topics/rejected"
}

# A configuration under which the tool's numbered messages violate what it says that they do.
config_write() {
    cat > "$work/paylint.json" <<'END'
{ "messages": { "request": { "subscription": "incoming", "schema": {
    "type": "object", "required": [ "topic" ], "properties": { "topic": { "type": "string" } } } } } }
END
}

# The watcher on the whole way, in the background; its log is $work/watch.NAME.log.
watch_start() { # NAME [OPTION…]
    local name=$1
    shift
    "$watch" --config "$work/paylint.json" --subscription "$way/subscriptions/incoming" \
        --forward valid --dead-letter rejected "$@" >> "$work/watch.$name.log" 2>&1 &
    watcher=$!
}

# Ends a watcher; its exit status.
watch_stop() { # PID
    kill -TERM "$1" 2>/dev/null
    wait "$1"
}

# Waits until a line in the file matches; false after 20 seconds.
wait_for_line() { # PATTERN FILE
    for _ in $(seq 200); do
        grep -q "$1" "$2" 2>/dev/null && return
        sleep 0.1
    done
    return 1
}

# Takes messages off a subscription of the way until there are as many different ones, into
# $work/drained; says how many there are.
drain_distinct() { # SUBSCRIPTION COUNT
    local came=0
    : > "$work/drained"
    for _ in $(seq 5); do
        "$tool" drain "$way/subscriptions/$1" --count $(($2 - came)) >> "$work/drained"
        came=$(sort -u "$work/drained" | wc -l)
        [ "$came" -ge "$2" ] && break
    done
    echo "$came"
}

check() { # NAME STATUS [FILE…]: the files are shown where it isn't 0
    local name=$1 status=$2
    shift 2
    if [ "$status" -eq 0 ]; then
        echo "ok $name"
    else
        echo "not ok $name"
        [ $# -eq 0 ] || tail -n 3 "$@" | cut -c 1-300
    fi
}
