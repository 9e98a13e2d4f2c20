A=one
curl --json '{"a": "'$A'", "b": "'"$A"'-'"'"'"}' http://x
