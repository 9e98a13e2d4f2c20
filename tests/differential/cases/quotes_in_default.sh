curl --data-binary "${A:-"a b"} ${B:-'c d'} ${C:-e\}f} ${D:-$'g\th'}" http://x
curl --data-binary ${E:-"h  i"} http://x
