# Outside of functions a variable that is declared again keeps its value; one that is shown does anywhere.
send() { curl --json "{\"request_id\": \"$ID\", \"step\": \"$1\"}" http://x; }
ID=$(uuidgen)
declare ID
send declared
declare -p ID > /dev/null
send shown
show() {
    declare -p ID > /dev/null
    send 'shown in a function'
    local ID
    send local
}
show
typeset -x ID
send exported
declare -l ID
send 'not yet in lower case'
declare -A map=([a]=1)
declare -A map
curl --json "{\"map\": \"${map[a]}\"}" http://x
declare -r ID
send 'read-only'
