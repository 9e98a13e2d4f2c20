HOME=/home/me
A=~/file
curl --json "{\"a\": \"$A\", \"b\": \"~/file\"}" http://x
for n in {1..3}; do curl --json "{\"n\": $n}" http://x; done
curl --json '{"c": 1}' http://{x,y}
