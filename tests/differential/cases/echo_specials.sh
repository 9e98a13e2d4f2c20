curl --data-binary "$(echo -e '\u00e9\x41\0101\e|' ; echo -ne 'x\c ignored'; echo; echo -- a; echo "-n")" http://x
