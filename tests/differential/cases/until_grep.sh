n=0
until [ $n -ge 2 ] || false; do n=$((n + 1)); curl --json "{\"n\": $n}" http://x; done
