A=aaaa
while [ -n "$A" ]; do A=${A%a}; done
curl --data-binary "[$A]" http://x
