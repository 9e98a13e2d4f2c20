N=$(wc -l < list.txt)
curl --json "{\"count\": $((N + 1)), \"random\": $RANDOM, \"from\": $1}" http://localhost
