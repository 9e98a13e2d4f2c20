# A subscript is arithmetic; a pattern may match any number of files.
count=0
list[count++]=a
list[count++]=b
curl --json "{\"request_id\": \"$count-${list[0]}${list[1]}\"}" http://x
touch one.txt two.txt
set -- *.txt
curl --json "{\"request_id\": \"$2\"}" http://x
curl --json "{\"request_id\": \"n$#\"}" http://x
