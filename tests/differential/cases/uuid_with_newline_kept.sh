# The newline is inside the substitution's text only.
printf '{"request_id": "%s"}' "$(uuidgen | tr A-Z a-z)" | curl --json @- http://x
