true
curl --json "{\"a\": $?, \"b\": $#, \"c\": \"$0\", \"d\": $$}" http://x
