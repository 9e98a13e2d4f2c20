# A function that a branch has defined may be none; one that is called as a command says how it ends.
ID=first
if [ -n "$1" ]; then
    renew() { ID=second; }
fi
renew
curl --json "{\"request_id\": \"$ID\"}" http://x
false() { return 0; }
false && ID=third
curl --json "{\"request_id\": \"$ID\"}" http://x
anew() {
    local ID+=fourth
    curl --json "{\"request_id\": \"$ID\"}" http://x
}
anew
