# Behind `while true` a script goes on only by way of a break.
send() { curl -d "{\"$1\": \"$2\"}" http://localhost; }
while false; do send not sent; done
until true; do send not sent; done
no() { return 1; }
tries=0
retry() {
    local n=0
    until "$@"; do
        n=$((n + 1))
        [ $n -lt 3 ] || return 1
    done
}
retry no && send not sent
retry no || send gave up
while true; do
    line=last
    break
done
send line $line
while :; do
    case ${1-} in
    -*) shift ;;
    *) break ;;
    esac
done
send options over
# A loop whose condition has no status of its own.
while no | true; do
    tries=$((tries + 1))
    [ $tries -lt 2 ] || break
done
send tries "${tries:+some}"
hides() { local x=$(false); }
hides && send local hides
export Y=$(false) && send export hides
bad() { return 0x; }
bad || send no number
(
    while true; do
        [ -e /nowhere ] || exit 0
    done
    send not sent
)
for ((;;)); do
    [ -e /nowhere ] || exit 0
done
send not sent
