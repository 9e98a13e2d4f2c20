printf 'one\ntwo\n' | while IFS= read -r id; do
    curl --json "{\"request_id\": \"$id\"}" http://x
done
