i=1
L=(zero one two)
curl --json "{\"a\": \"${L[i]}\", \"b\": \"${L[$i + 1]}\", \"c\": \"${L[i-1]}\"}" http://x
