NAME=tides
curl --json '{"topic": "$NAME"}' http://localhost # want: unexpanded-variable
