i=0
while true; do
    i=$((i + 1))
    curl --json "{\"request_id\": \"loop-$i\"}" http://x
    if [ "$i" -ge 3 ]; then exit 0; fi
done
curl --json '{"request_id": "behind-endless"}' http://x
