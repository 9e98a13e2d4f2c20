curl --json "{\"a\": \"it's\"}" http://x
