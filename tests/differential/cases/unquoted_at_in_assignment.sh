set -- a "b  c"
A=$@
B="$@"
C=$*
curl --data-binary "$A|$B|$C" http://x
