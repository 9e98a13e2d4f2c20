# One of the two is always printed.
FLAG=$([ "$1" = true ] && echo true || echo false)
curl --json "{\"flag\": $FLAG}" http://x
