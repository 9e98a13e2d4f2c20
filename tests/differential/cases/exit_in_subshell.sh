(exit 1)
curl --json '{"request_id": "behind-subshell"}' http://x
