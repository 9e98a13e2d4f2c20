# Whether it is JSON depends on what is filled in.
curl --json "{\"count\": $COUNT}" http://localhost
curl --json "{\"title\": \"$1\"}" http://localhost
curl --json "$(cat body.json)" http://localhost
curl --json @body.json http://localhost
