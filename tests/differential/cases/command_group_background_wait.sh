for id in a b; do
    curl --json "{\"request_id\": \"bg-$id\"}" http://x &
    wait
done
