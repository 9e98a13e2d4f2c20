curl --json "{\"token\": \"${GITHUB_TOKEN:?}\", \"key\": \"AKIA$REST\"}" http://localhost
