IFS=: read -r a b c <<< "1:2:3"
curl --json "{\"a\": $a, \"b\": $b, \"c\": $c}" http://x
