A=x
for _ in 1 2 3 4 5 6; do A=$A$A; done
curl --json "{\"request_id\": \"$A\"}" http://x
