NAME=$(basename /a/b/c.sh .sh)
DIR=$(dirname /a/b/c.sh)
curl --json "{\"name\": \"$NAME\", \"dir\": \"$DIR\"}" http://x
