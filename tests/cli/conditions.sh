# What tests of the program from outside share; sourced with $group, the name that their lines begin
# with. Sets $paylint, and stands in an empty folder that is gone afterwards.
# shellcheck shell=bash disable=SC2034,SC2154 # $failed and $out are the test's
paylint=${PAYLINT:-$(pwd)/build/paylint}
work=$(mktemp -d)
trap 'chmod -R u+rwx "$work"; rm -rf "$work"' EXIT
cd "$work" || exit 1
failed=0

# run ARGUMENT…: sets $out, $err and $status. Input comes from $input.
input=/dev/null
run() {
    timeout 10 "$paylint" "$@" < "$input" > out 2> err
    status=$?
    out=$(tr -d '\0' < out) err=$(tr -d '\0' < err)
}

# beginning FILE: of what it holds, in one line; nothing where nothing has been run.
beginning() { [ ! -e "$1" ] || head -c 300 "$1" | tr '\n' '|'; }

# check NAME CONDITION…: the condition is a command.
check() {
    local name=$1
    shift
    if "$@"; then
        echo "ok $group: $name"
    else
        echo "not ok $group: $name: ($*) status ${status-}, output: $(beginning out), errors: $(beginning err)"
        failed=1
    fi
}

status_is() { [ "$status" -eq "$1" ]; }
has() { [[ $out == *"$1"* ]]; }
complains() { [[ $err == *"$1"* ]]; }
both() { "$1" "$2" && "${@:3}"; }
