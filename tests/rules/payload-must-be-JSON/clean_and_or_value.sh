# One of the two is always there.
[ "$1" = fast ] && FAST=true || FAST=false
curl --json "{\"fast\": $FAST}" http://localhost
