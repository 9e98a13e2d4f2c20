# run: ID other
# The name of what is set isn't known.
send() { curl --json "{\"request_id\": \"$ID\", \"step\": \"$1\"}" http://x; }
ID=first
printf -v "$1" '%s' printed
send printf
ID=first
read -r "$1" <<< "$2"
send read
ID=first
declare "$1=declared"
send declare
ID=first
declare "${1}_2=declared"
send 'another name'
ID=first
mapfile -t "$1" <<< mapped
send mapfile
ID=first
unset "$1"
send "${ID-unset}"
