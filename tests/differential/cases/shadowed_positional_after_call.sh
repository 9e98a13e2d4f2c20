f() { set -- inner; curl --data-binary "$1" http://x; }
set -- outer
f arg
curl --data-binary "$1" http://x
