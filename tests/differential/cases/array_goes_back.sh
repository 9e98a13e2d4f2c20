# In a list what stands behind [i]= follows it, wherever that is.
list=(a b)
list+=([0]=z c)
curl --json "{\"request_id\": \"${list[*]}\"}" http://x
set -- a b
IFS=-
ID=$@
curl --json "{\"request_id\": \"$ID\"}" http://x
ID=$*
curl --json "{\"request_id\": \"$ID\"}" http://x
