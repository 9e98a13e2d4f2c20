for ((i = 0, j = 10; i < j; i += 4, j -= 1)); do curl --data-binary "$i-$j" http://x; done
