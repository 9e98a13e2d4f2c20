trap 'echo failed' ERR
curl --json '{"a": 1}' http://x
trap - ERR
