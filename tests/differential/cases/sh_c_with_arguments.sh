sh -c 'curl --json "{\"a\": \"$1\", \"b\": \"$0\"}" http://x' zero one
