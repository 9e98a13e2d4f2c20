for ((i = 0; i < 3; i++)); do curl --json "{\"i\": $i}" http://x; done
