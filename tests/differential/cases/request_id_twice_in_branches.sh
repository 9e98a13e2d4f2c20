A=$1
if [ "$A" = other-id ]; then B=other; else B=8b0f0f0e-4f6c-4b3e-9d51-0d7f6c1b2a33; fi
curl --json "{\"request_id\": \"$B\", \"arg\": \"$A\"}" http://x
