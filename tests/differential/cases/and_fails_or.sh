# In a && b || c it may be b that fails; an assignment alone doesn't.
send() { curl --json "{\"request_id\": \"$ID\"}" http://x; }
ID=first
true && grep -q z /dev/null || ID=5a1c93d0-7b1e-4f0a-9c52-2f1d6f0e8b77
send
ID=third
[ -n "$ID" ] && { ID=fourth && grep -q z /dev/null; } || ID=6a1c93d0-7b1e-4f0a-9c52-2f1d6f0e8b77
send
true && (exit 1) || ID=sixth
send
[ -n "$1" ] && ID=seventh || ID=eighth
send
