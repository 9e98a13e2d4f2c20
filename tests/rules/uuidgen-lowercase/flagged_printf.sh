printf '{"id": "%s"}' "$(uuidgen)" | curl --json @- http://localhost # want: uuidgen-lowercase
