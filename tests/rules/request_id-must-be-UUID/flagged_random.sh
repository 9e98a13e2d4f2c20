# want 3:31 request_id-must-be-UUID violates
# want 4:31 request_id-must-be-UUID violates
curl --json "{\"request_id\": \"test-$RANDOM\"}" http://localhost
curl --json "{\"request_id\": \"$(date +%s)-$$\"}" http://localhost
