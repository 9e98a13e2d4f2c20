n=3
until ((n == 0)); do curl --data-binary "$n" http://x; ((n--)); done
