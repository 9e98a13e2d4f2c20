send() { curl --json "{\"a\": \"${A-none}\"}" http://x; }
A=for-call send
send
