# A function's status is what it returns, or its last command's.
send() { curl -d "{\"$1\": \"$2\"}" http://localhost; }
ID=test1_backward_compat
UUID='^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
is_uuid() { [[ $1 =~ $UUID ]]; }
if is_uuid "$ID"; then send not sent; else send no uuid; fi
is_uuid 0189d3a2-7d3c-7b8a-9f21-5c2f6a1b2c3d && send a uuid
demand() {
    case $1 in
    ????????-????-????-????-????????????) return 0 ;;
    *) return 1 ;;
    esac
}
demand "$ID" || send not demanded
(
    demand "$ID" || exit 1
    send not sent
)
enabled() { return 0; }
disabled() { return 256; }
failing() {
    local why=$1
    return 3
}
enabled && send it enabled
disabled && send it "256 is 0"
failing because && send not sent
! failing because && send it fails
some() {
    if [ "$1" = a ]; then return 1; fi
    [ "$1" = b ]
}
for letter in a b c; do some $letter && send letter $letter; done
count=0
enough() { [ $count -ge 3 ]; }
until enough; do count=$((count + 1)); done
send count $count
unknown() {
    if [ -e /nowhere/at/all ]; then return 1; fi
    return 0
}
unknown && send either way
quiet() { [ -n "${QUIET-}" ] || echo "$1"; }
send printed "$(quiet words)"
empty() { :; }
empty || send not sent
(
    set -e
    failing once || send still there
    if failing twice; then send not sent; fi
    failing
    send not sent
)
(
    set -e
    last() { [ "$1" = x ] && send is x; }
    last x
    send after x
    last y
    send not sent
)
nested() {
    enabled || return 1
    failing || return 2
    return 0
}
nested || send nested failure
recursive() { [ "$1" = 3 ] && return 0 || recursive $(($1 + 1)); }
recursive 0 && send recursion ended
