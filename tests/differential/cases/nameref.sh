target=before
declare -n ref=target
ref=after
curl --json "{\"request_id\": \"$target\"}" http://x
