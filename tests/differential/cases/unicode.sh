CITY="Zürich 😀"
curl --json "{\"city\": \"$CITY\", \"request_id\": \"ä\"}" http://x
