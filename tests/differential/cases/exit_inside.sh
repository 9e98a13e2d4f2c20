# exit ends a substitution with its status and what it has printed.
send() { curl -d "{\"a\": \"$1\"}" http://localhost; }
get() {
    [ -n "$1" ] || exit 1
    echo x
    return 0
}
x=$(get "$EMPTYVAR") || send 1
die() { echo "$*" >&2; exit 1; }
find_it() { [ -e "$1" ] || die no; echo x; return 0; }
if ! x=$(find_it /nonex); then send 2; fi
x=$([ "$NAME" = outer ] && { echo A; exit; }; echo B)
send "$x"
(exit 3) || send 3
(exit 0) && send 4
if (exit 1); then curl -d '{"request_id": "bad"}' http://localhost; fi
y=$(exit 2) || send 5
z=$(echo printed; exit 0; echo not) && send "$z"
