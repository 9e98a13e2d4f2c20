# All words of a declaration are expanded before any is declared.
send() { curl --json "{\"request_id\": \"$1\"}" http://x; }
together() {
    local name=inner id=$name-1
    send "$id"
    local name=again id="$name-2"
    send "$id"
}
name=outer
together
export A=1 B=$A.
send "$B"
declare A=2 B=$A.
send "$B"
readonly A=3 B=$A.
send "$B$A"
