# run: ID ID other
# A declaration says what its words are once they are expanded.
send() { curl --json "{\"request_id\": \"$ID\", \"step\": \"$1\"}" http://x; }
ID=first
export "ID=5a1c93d0-7b1e-4f0a-9c52-2f1d6f0e8b77"
send quoted
X="ID=expanded"
export "$X"
send expanded
export $(echo OTHER=1 ID=split)
send split
put() { declare -g "$1=$2"; }
put ID put
send put
hidden() {
    local "$1=$2"
    send hidden
}
hidden ID inside
send outside
