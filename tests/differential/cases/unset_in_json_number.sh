N=${COUNT}
curl --json "{\"n\": ${N:-0}, \"m\": \"${N}\"}" http://x
