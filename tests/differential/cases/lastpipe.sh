# The last command of a pipeline is run by the shell itself.
ID=first
echo second | read -r ID
curl --json "{\"request_id\": \"$ID\"}" http://x
shopt -s lastpipe
echo third | read -r ID
curl --json "{\"request_id\": \"$ID\"}" http://x
printf '%s\n' fourth fifth | while read -r line; do
    ID=$line
done
curl --json "{\"request_id\": \"$ID\"}" http://x
shopt -u lastpipe
echo sixth | read -r ID
export -n ID
curl --json "{\"request_id\": \"$ID\"}" http://x
