curl --json '{"request_id": "in-background"}' http://x &
wait
