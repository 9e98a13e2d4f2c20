# What a trap sets at any time isn't known.
send() { curl --json "{\"request_id\": \"$1\"}" http://x; }
ID=first STEP=one
trap 'ID=failed' ERR
false
send "$ID"
ID=second
false
send "$ID"
trap - ERR
trap 'STEP=counted' DEBUG
STEP=two
send "$STEP"
