set -- a b c d
shift 2
curl --data-binary "$1 $#" http://x
shift 5 2> /dev/null
curl --data-binary "$1 $#" http://x
