# ${x:?} ends the shell that expands it where there is nothing.
EMPTY=
FULL=value
send() {
    curl -d "{\"id\": \"${1:?which}\"}" http://localhost
    curl -d '{"after": "the call"}' http://localhost
}
send "${FULL:?}"
out=$(send) || curl -d '{"in": "a substitution"}' http://localhost
(
    : "${EMPTY?set}"
    curl -d '{"set": "but empty"}' http://localhost
    : "${EMPTY:?}"
    curl -d '{"not": "sent"}' http://localhost
)
unset EMPTY
curl -d '{"still": "there"}' http://localhost
case ${EMPTY?unset} in
*) curl -d '{"not": "sent"}' http://localhost ;;
esac
curl -d '{"not": "sent"}' http://localhost
