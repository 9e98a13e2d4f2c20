# The quotes are closed around it.
NAME=tides
curl --json '{"topic": "'$NAME'", "again": "'"${NAME}"'"}' http://localhost
