N=0
printf 'a\nb\n' | while read -r l; do N=$((N + 1)); done
curl --json "{\"n\": $N}" http://x
