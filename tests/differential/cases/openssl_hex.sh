curl --json "{\"request_id\": \"$(openssl rand -hex 16)\", \"b\": \"$(openssl rand -base64 9)\"}" http://x
