# Whichever is there.
ID=$(uuidgen 2>/dev/null || cat /proc/sys/kernel/random/uuid) # want: uuidgen-lowercase
curl --json "{\"id\": \"$ID\"}" http://localhost
