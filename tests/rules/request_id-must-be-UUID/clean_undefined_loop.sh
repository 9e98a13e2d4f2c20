# The ids come from a file.
while read -r id; do
    curl --json "{\"request_id\": \"$id\"}" http://localhost
done < ids.txt
