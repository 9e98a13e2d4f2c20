ID=$(echo 8B0F0F0E-4F6C-4B3E-9D51-0D7F6C1B2A33 | tr '[:upper:]' '[:lower:]')
curl --json "{\"trace_id\": \"$ID\"}" http://localhost
