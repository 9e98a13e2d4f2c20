T=$(mktemp -t x.XXXX)
printf '{"request_id": "in-temp"}' > "$T"
curl --json @"$T" http://x
D=$(mktemp -d)
echo '{"request_id": "in-temp-dir"}' > "$D/b.json"
curl --json "@$D/b.json" http://x
