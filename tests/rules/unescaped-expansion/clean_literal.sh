NAME=Tides
curl --json "{\"title\": \"$NAME\"}" http://localhost
