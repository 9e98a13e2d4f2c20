curl -d '' http://x
curl --json '{}' http://x
