A='it'"'"'s "x"'
curl --data-binary "${A@Q}" http://x
