# run: renew
# An argument may name any function.
renew() { ID=renewed; }
ID=5a1c93d0-7b1e-4f0a-9c52-2f1d6f0e8b77
if [ $# = 1 ]; then
    unset -f "$1"
fi
renew
curl --json "{\"request_id\": \"$ID\"}" http://x
