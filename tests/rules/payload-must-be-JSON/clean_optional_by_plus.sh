# A member only where there is a value.
NOTE=
[ "${1:-}" = -v ] && NOTE=verbose
curl --json "{\"topic\": \"tides\"${NOTE:+, \"note\": \"$NOTE\"}}" http://localhost
