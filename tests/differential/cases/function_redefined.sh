f() { echo one; }
f() { echo two; }
curl --json "{\"a\": \"$(f)\"}" http://x
