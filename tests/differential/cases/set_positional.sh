set -- a "b c"
curl --json "{\"a\": \"$1\", \"b\": \"$2\", \"n\": $#}" http://x
