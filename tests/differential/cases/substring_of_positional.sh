f() { curl --data-binary "${1:0:3}|${@: -1}|${#1}" http://x; }
f abcdef g h
