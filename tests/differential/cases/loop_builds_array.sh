L=()
for i in 1 2 3; do L+=("{\"i\": $i}"); done
IFS=,
curl --json "[${L[*]}]" http://x
