i=0
while [ $i -lt 3 ]; do
    curl --json "{\"request_id\": \"w-$i\"}" http://x
    i=$((i + 1))
done
