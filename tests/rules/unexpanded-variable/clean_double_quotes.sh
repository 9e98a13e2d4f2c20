NAME=tides
curl --json "{\"topic\": \"$NAME\"}" http://localhost
curl --json '{"topic": "'"$NAME"'"}' http://localhost
curl --json @- http://localhost <<EOF
{"topic": "$NAME"}
EOF
