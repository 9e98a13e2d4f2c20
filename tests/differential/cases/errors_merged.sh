# What goes to standard error is captured by 2>&1; >& FILE writes a file; declare -p prints.
ID=$({
    echo one
    echo two >&2
} 2>&1)
curl --json "{\"request_id\": \"${ID##*e}\"}" http://x
echo first > f
echo second >& f
curl --json "{\"request_id\": \"$(cat f)\"}" http://x
NAME=value
SHOWN=$(declare -p NAME)
curl --json "{\"request_id\": \"${SHOWN%%=*}\"}" http://x
