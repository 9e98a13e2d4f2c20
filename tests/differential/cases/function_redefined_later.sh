post() { curl --json "{\"first\": \"$1\"}" http://x; }
run() { post "$1"; }
run a
post() { curl --json "{\"second\": \"$1\"}" http://x; }
run b
