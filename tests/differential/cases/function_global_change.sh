ID=before
set_id() { ID=after; }
set_id
curl --json "{\"request_id\": \"$ID\"}" http://x
