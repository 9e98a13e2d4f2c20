A=héllo
L=(a b c)
curl --json "{\"a\": ${#A}, \"b\": ${#L[@]}, \"c\": ${#L[0]}, \"d\": $#}" http://x
