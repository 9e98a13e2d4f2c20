# run: x
pick() { if [ "$1" = x ]; then echo 8b0f0f0e-4f6c-4b3e-9d51-0d7f6c1b2a33; else echo not-x; fi; }
curl --json "{\"request_id\": \"$(pick "${1:-}")\"}" http://x
