A="x y"
set -- $A
curl --json "{\"a\": \"$1\", \"b\": \"$2\", \"n\": $#}" http://x
