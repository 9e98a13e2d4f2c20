set -u
curl --json "{\"a\": \"${1:-none}\"}" http://x
curl --json "{\"a\": \"$1\"}" http://x
