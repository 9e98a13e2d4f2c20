eval "curl --json '{\"request_id\": \"by-eval\"}' http://x"
bash -c 'curl --json "{\"request_id\": \"by-bash-c\"}" http://x'
