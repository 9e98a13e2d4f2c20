curl --json "{\"timestamp\": \"$1\"}" http://localhost
