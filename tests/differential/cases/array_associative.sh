declare -A M=([id]=assoc [n]=2)
M[x]=3
curl --json "{\"request_id\": \"${M[id]}\", \"n\": ${M[n]}, \"x\": ${M[x]}}" http://x
