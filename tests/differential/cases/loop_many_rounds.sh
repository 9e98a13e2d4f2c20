i=0
while [ $i -lt 40 ]; do i=$((i + 1)); done
curl --json "{\"n\": $i}" http://x
