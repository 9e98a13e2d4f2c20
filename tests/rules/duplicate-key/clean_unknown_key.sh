curl --json "{\"$1\": 1, \"$2\": 2, \"$1x\": 3}" http://localhost
