A=$'line\r'
curl --json "{\"a\": \"${A%$'\r'}\"}" http://x
