# All of these are UUIDs in lower case on every machine.
send() { curl --json "{\"request_id\": \"$1\"}" http://localhost; }
send "$(uuidgen | tr '[:upper:]' '[:lower:]')"
send "$(uuidgen | tr 'A-Z' 'a-z')"
send "$(uuidgen | tr '[A-Z]' '[a-z]')"
send "$(cat /proc/sys/kernel/random/uuid)"
send "$(python3 -c 'import uuid; print(uuid.uuid4())')"
send "$(python3 -c 'import uuid; print(str(uuid.uuid4()))')"
ID=$(uuidgen); send "${ID,,}"
declare -l LOWER; LOWER=$(cat /proc/sys/kernel/random/uuid); send "$LOWER"
