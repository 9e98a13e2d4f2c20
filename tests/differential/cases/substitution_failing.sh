A=$(false || echo fallback)
B=$(echo first && echo second)
curl --data-binary "$A $B" http://x
