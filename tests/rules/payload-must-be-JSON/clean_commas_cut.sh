# The last comma is taken off again.
BODY=
for n in 1 2 3; do BODY+="{\"n\": $n},"; done
curl --json "[${BODY%,}]" http://localhost
