curl --json "{\"data\": \"$(printf '{"request_id": "x"}' | base64 | tr -d '\n')\"}" http://x
