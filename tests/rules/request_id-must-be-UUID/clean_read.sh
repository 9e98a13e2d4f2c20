# The id is asked for.
read -r -p "id? " ID
curl --json "{\"request_id\": \"$ID\"}" http://localhost
