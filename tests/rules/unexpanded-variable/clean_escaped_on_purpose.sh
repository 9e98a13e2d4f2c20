# \$ says that a dollar is meant.
NAME=tides
curl --json "{\"help\": \"write \\\\\$NAME\", \"topic\": \"$NAME\"}" http://localhost
curl --json @- http://localhost <<EOF
{"help": "write \$NAME", "topic": "$NAME"}
EOF
