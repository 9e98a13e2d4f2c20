for id in 8b0f0f0e-4f6c-4b3e-9d51-0d7f6c1b2a33 00000000-0000-4000-8000-000000000001; do
    curl --json "{\"request_id\": \"$id\"}" http://localhost
done
