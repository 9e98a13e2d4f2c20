L=(1 2 3)
IFS=,
curl --json "{\"a\": [${L[*]}]}" http://x
