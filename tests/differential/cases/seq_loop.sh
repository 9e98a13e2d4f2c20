for n in $(seq 1 3); do curl --json "{\"request_id\": \"seq-$n\"}" http://x; done
