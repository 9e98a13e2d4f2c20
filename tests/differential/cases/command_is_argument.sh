# run: fresh
# An argument may be the name of a function.
ID=first
fresh() { ID=5a1c93d0-7b1e-4f0a-9c52-2f1d6f0e8b77; }
: ready
if [ $# = 1 ]; then
    "$@" > /dev/null 2>&1
fi
curl --json "{\"request_id\": \"$ID\"}" http://x
