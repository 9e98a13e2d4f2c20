set -e
if false; then :; fi
false || true
! true
A=$(false || echo kept)
curl --json "{\"request_id\": \"$A\"}" http://x
