# Two generators, both right.
ID=$(cat /proc/sys/kernel/random/uuid 2> /dev/null || python3 -c 'import uuid; print(uuid.uuid4())')
curl --json "{\"request_id\": \"$ID\"}" http://localhost
