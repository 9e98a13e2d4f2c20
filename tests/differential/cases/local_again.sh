# A variable is made local once: the second time it keeps its value. What hides another one shows it
# again where a function that is called unsets it.
send() { curl --json "{\"request_id\": \"$1\"}" http://x; }
rounds() {
    for round in 1 2; do
        local last
        send "before $last"
        last=$round
    done
    local last=again
    send "$last"
    local last
    send "$last"
}
ID=top
uncover() { unset ID; }
covered() {
    local ID=inner
    send "$ID"
    uncover
    send "$ID"
}
twice() {
    local ID=hidden
    unset ID
    send "${ID-none}"
}
inherited() {
    local -I ID
    send "$ID"
    ID=changed
}
global() {
    local ID=mine
    declare -g ID=everywhere
    send "$ID"
}
rounds
covered
send "$ID"
twice
inherited
send "$ID"
global
send "$ID"
