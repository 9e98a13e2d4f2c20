curl --json "{\"at\": $(date +%s), \"day\": \"$(date +%Y-%m-%d)\", \"iso\": \"$(date -u +%Y-%m-%dT%H:%M:%SZ)\"}" http://x
