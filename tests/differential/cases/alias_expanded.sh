# An alias is whatever it says.
shopt -s expand_aliases
ID=first
alias renew='ID=second'
renew
curl --json "{\"request_id\": \"$ID\"}" http://x
alias echo='echo aliased'
ID=$(echo third)
curl --json "{\"request_id\": \"$ID\"}" http://x
