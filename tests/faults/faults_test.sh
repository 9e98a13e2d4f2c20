#!/usr/bin/env bash
# What can fail does: allocations (allocation.so) and system calls (strace's injection), one run for
# each. The program ends by itself with a documented status; where it ends otherwise than without the
# fault it says why and exits with 2; files are as before or as they are to be, and nothing else is
# left behind. FAULTS_STEP=N takes every Nth of the faults (`make faults`: each; else some, of
# some runs).
# shellcheck disable=SC2016,SC2317 # scripts; conditions are called by their names
set -u
group=faults
tests=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck source=tests/cli/conditions.sh
. "$tests/cli/conditions.sh"

library=${BUILD:-$tests/../build}/tests/faults/allocation.so
step=${FAULTS_STEP:-}
bad='curl --json '\''{"request_id": "bad"}'\'' http://localhost'

# ---- The world that all runs begin in ----

prepare() {
    rm -rf world && mkdir -p world/tree/inner world/tree/.git
    cat > world/tree/a.sh << 'END'
#!/bin/bash
. ./inner/lib.sh
ID=$(uuidgen)
for topic in a b c; do
    gcloud pubsub topics publish "$topic" --message "{\"request_id\": \"$ID\", 'x': 1}"
done
END
    printf 'send() { %s; }\n' "$bad" > world/tree/inner/lib.sh
    printf '# Title\n\n```sh\n%s\n```\n' "$bad" > world/tree/README.md
    printf 'stages: [ a ]\nb:\n  stage: a\n  script:\n    - |\n      %s\n' "$bad" > world/tree/.gitlab-ci.yml
    printf 'for x do\n%s\ndone\n' "$bad" > world/tree/odd.sh
    echo 'ignored.sh' > world/tree/.gitignore
    echo "$bad" > world/tree/ignored.sh
    cat > world/tree/paylint.json << 'END'
{ "rules": { "a-is-short": { "severity": "error", "summary": "a is short", "payload": { "at": "/a", "schema": { "pattern": "^(x|y)+z?$" } } } },
  "messages": { "m": { "destination": "a", "schema": "schema.json" } } }
END
    echo '{ "type": "object", "required": [ "x" ], "properties": { "x": { "type": "number" } } }' > world/tree/schema.json
    printf '{"request_id": "bad"}\n{"a": 1}\n{"a"}\n' > world/m.ndjson
}

# Each line: a name, the arguments, in the folder world.
lines=$(cat << 'END'
check|check tree
json|check --format json tree
sarif|check --format sarif --output report.sarif tree
fix|check --fix --unsafe-fixes tree
diff|check --diff tree
baseline|check --write-baseline base.json tree
audit|audit --format html tree
payloads|payloads --format json tree
validate|validate --jobs 1 m.ndjson
init|init
explain|explain uuidgen-lowercase
END
)

# run_in_world COMMAND…: standard output and error into out and err; the status into $status.
run_in_world() {
    prepare
    # In a shell of its own, which would tell what it was ended by.
    ( (cd world && exec timeout 60 "$@" > ../out 2> ../err < /dev/null) ) 2> /dev/null
    status=$?
}
# What files stand there, with their bytes.
state() { (cd world && find . -type f | LC_ALL=C sort | xargs cksum); }

judge() { # WHAT: of a run with a fault
    local after
    if [ "$status" -gt 2 ]; then
        wrong+=("$1: status $status")
        return
    fi
    after=$(state)
    if [ "$status" = 2 ]; then
        [ -s err ] || wrong+=("$1: status 2 and no word")
        is_made_of "$after" || wrong+=("$1: files that are neither as before nor as they are to be: $(diff <(echo "$before") <(echo "$after") | grep '^[<>]' | tr '\n' ' ')")
    elif [ "$status" != "$right_status" ] || ! cmp -s out right_out || [ "$after" != "$right_after" ]; then
        wrong+=("$1: status $status, another output, and no error")
    fi
}
# Each file, and no other, as before the run or as after a right one; or a whole report of less.
is_made_of() {
    local line
    while read -r line; do
        case $line in
            *' ./report.sarif' | *' ./base.json') jq -e . "world/${line##* ./}" > /dev/null 2>&1 && continue ;;
        esac
        [[ $'\n'$before$'\n'$right_after$'\n' == *$'\n'"$line"$'\n'* ]] || return 1
    done <<< "$1"
    [ "$(awk '{ print $3 }' <<< "$before" | LC_ALL=C comm -23 <(awk '{ print $3 }' <<< "$before" | LC_ALL=C sort) <(awk '{ print $3 }' <<< "$1" | LC_ALL=C sort))" = '' ]
}

# As it is without a fault.
run_right() {
    prepare
    before=$(state)
    run_in_world "$paylint" "${arguments[@]}"
    right_status=$status
    cp out right_out
    right_after=$(state)
}

tell() { # WHAT COUNT
    if [ ${#wrong[@]} -eq 0 ]; then
        echo "ok $group: $name: $2 $1"
    else
        echo "not ok $group: $name: ${#wrong[@]} of $2 $1:"
        printf '  %s\n' "${wrong[@]:0:12}"
        failed=1
    fi
}

# ---- Allocations ----

fail_allocations() { # all, or one
    local count at by wrong=() faults=0
    local -a how=(env "LD_PRELOAD=$library")
    [ "$1" = one ] || how+=(FAULT_ALL=1)
    run_in_world "${how[@]}" FAULT_COUNT="$PWD/count" "$paylint" "${arguments[@]}"
    count=$(cat count)
    by=${step:-$((count / 12 + 1))}
    for ((at = 1; at <= count; at += by)); do
        run_in_world "${how[@]}" FAULT_AT=$at "$paylint" "${arguments[@]}"
        judge "allocation $at"
        faults=$((faults + 1))
    done
    tell "allocations fail, $1 at a time" "$faults"
}

# ---- System calls ----

# How often the program makes the call before main begins.
calls_of() { grep -c "$1(" trace; }

fail_calls() { # CALL ERROR
    local first count at by wrong=() faults=0
    run_in_world strace -f -o ../trace -e "trace=$1" "$paylint" --version
    first=$(calls_of "$1")
    run_in_world strace -f -o ../trace -e "trace=$1" "$paylint" "${arguments[@]}"
    count=$(calls_of "$1")
    by=${step:-$(((count - first) / 2 + 1))}
    # What --version itself prints is one of them.
    [ "$1" != write ] || first=0
    for ((at = first + 1; at <= count; at += by)); do
        run_in_world strace -f -o ../trace -e "trace=$1" -e "inject=$1:error=$2:when=$at" "$paylint" "${arguments[@]}"
        judge "$1 $at, $2"
        if [[ "$1 $status" == 'close 2' ]] && ! grep -q 'Input/output error' err; then
            wrong+=("close $at, $2: another reason is told: $(head -n 1 err)")
        fi
        faults=$((faults + 1))
    done
    [ "$faults" -eq 0 ] || tell "$1 fails with $2" "$faults"
}

if grep -q __asan_init "$paylint"; then
    echo "skip $group: the address sanitizer allocates by itself"
    exit 0
fi
if [ ! -e "$library" ]; then
    echo "skip $group: there is no $library"
    exit 0
fi
traces=0
if strace -V > /dev/null 2>&1 && strace -o /dev/null true 2> /dev/null; then
    traces=1
else
    echo "skip $group: system calls: there is no strace(1), or it may not trace"
fi
while IFS='|' read -r name words; do
    read -ra arguments <<< "$words"
    [[ -z ${FAULTS_ONLY:-} || $name == "$FAULTS_ONLY" ]] || continue
    [[ -n $step || $name =~ ^(check|fix|sarif|validate)$ ]] || continue
    run_right
    fail_allocations one
    fail_allocations all
    if [ "$traces" = 1 ]; then
        while read -r call error; do
            fail_calls "$call" "$error"
        done << 'END'
write ENOSPC
write EIO
read EIO
openat EMFILE
openat EACCES
fsync EIO
fdatasync EIO
rename ENOSPC
close EIO
fchmod EPERM
getdents64 EIO
clone3 EAGAIN
mmap ENOMEM
END
    fi
done <<< "$lines"
exit "$failed"
