# Where set -e counts, and where it doesn't.
send() { curl -d "{\"a\": \"$1\"}" http://localhost; }
no() { return 1; }
(set -e; cd /)
no
send 1
x=$(set -e; true)
no
send 2
bash -c 'set -e; true'
no
send 3
[ -n "$NAME" ] && set -e
no
set +e
send 4
(
    set -e
    x=$(grep a /dev/null; [ 1 = 2 ]; printf v)
    send "$x"
    usage() { [ -n "$1" ] && echo "$1"; }
    send "$(usage ""; echo z)"
    bash -c 'false; curl -d "{\"a\": \"5\"}" http://localhost'
    (set +e; false; send 6)
    A=1 B=
    [ -n "$A" ] && { [ -n "$B" ] && echo; }
    send 7
    goes() { false; send 8; }
    ! goes
    ! { true && false; }
    send 9
    (false && true)
    curl -d '{"request_id": "bad"}' http://localhost
)
(
    set -e
    (set +e)
    false
    curl -d '{"request_id": "bad"}' http://localhost
)
(
    set -e
    ends() { false; echo; return 0; }
    true && ends
    curl -d '{"request_id": "bad"}' http://localhost
)
(
    set -e
    shopt -s inherit_errexit
    x=$(false; echo goes on)
    curl -d '{"request_id": "bad"}' http://localhost
)
(
    set -eo pipefail
    shopt -uo errexit
    false
    send 10
)
