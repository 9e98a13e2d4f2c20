A=$(false)
B=$(echo out; false)
curl --data-binary "[$A][$B]" http://x
