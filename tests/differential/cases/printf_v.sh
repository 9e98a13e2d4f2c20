printf -v BODY '{"request_id": "%s"}' printed
curl --json "$BODY" http://x
