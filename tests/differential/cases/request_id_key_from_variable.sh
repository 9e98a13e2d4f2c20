KEY=request_id
curl --json "{\"$KEY\": \"by-key\"}" http://x
