N=$RANDOM
curl --json "{\"a\": $((N % 10)), \"b\": $N, \"c\": $(date +%s), \"d\": $((N + 1)), \"e\": -$N, \"f\": 0$((N % 7))}" http://x
