DEBUG=true
if $DEBUG; then A=on; else A=off; fi
$DEBUG && B=on || B=off
curl --data-binary "$A $B" http://x
