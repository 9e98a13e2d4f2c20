KEY=topic
if [ "$1" = old ]; then KEY=id; fi # want: duplicate-key
curl --json "{\"id\": 1, \"$KEY\": 2}" http://localhost
