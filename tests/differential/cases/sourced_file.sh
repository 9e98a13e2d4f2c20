echo 'ID=from-source' > settings.sh
. ./settings.sh
curl --json "{\"request_id\": \"$ID\"}" http://x
