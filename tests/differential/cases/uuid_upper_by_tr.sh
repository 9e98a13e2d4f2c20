ID=$(cat /proc/sys/kernel/random/uuid | tr a-z A-Z)
curl --json "{\"request_id\": \"$ID\"}" http://x
