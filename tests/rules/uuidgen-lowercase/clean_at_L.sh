# bash 5.1 has @L.
ID=$(uuidgen)
curl --json "{\"id\": \"${ID@L}\"}" http://localhost
