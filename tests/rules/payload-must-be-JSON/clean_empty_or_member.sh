# An optional member with its comma.
EXTRA=
if [ -n "${DEBUG:-}" ]; then EXTRA=', "debug": true'; fi
curl --json "{\"topic\": \"tides\"$EXTRA}" http://localhost
