echo '[1]' > list.json
LIST=$(jq -c . < list.json)
curl --json "{\"list\": $LIST, \"now\": $(date +%s)}" http://localhost
