# With set -e the last command of a list ends the shell, those before it don't.
send() { curl -d "{\"$1\": \"$2\"}" http://localhost; }
no() { return 1; }
run() (
    set -e
    "$@"
    send after "$1"
)
last_of_and() { true && no; }
first_of_and() {
    no && true
    send still here
}
last_of_or() { no || no; }
first_of_or() { no || true; }
negated() {
    true && ! true
    send negated goes on
}
usage() {
    [ "$1" = right ] || no
}
chain() {
    [ "$1" = a ] && [ "$1" = b ] || [ "$1" = c ]
    send chain "$1"
}
run last_of_and
run first_of_and || send first "of and"
run last_of_or
run first_of_or
run negated
run usage right
run usage wrong
run chain a
run chain c
set -e
if no && true; then send not sent; fi
no || send one rescued
while no || false; do send not sent; done
send almost over
[ "$1" = "" ] || [ "$1" = other-id ]
send over "$#"
[ x = x ] && [ x = y ]
send not sent
