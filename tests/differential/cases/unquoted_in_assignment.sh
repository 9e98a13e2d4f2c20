A='x   y *'
B=$A
C=${A}z
curl --data-binary "$B|$C" http://x
