# jq's language looks like JSON; it isn't sent.
jq -n --arg a "$1" '{a: $a, b: [1, 2,  3]}' > out.json
jq '{topic, "n": .count}' < in.json
curl -s http://localhost | jq '.items[] | {id, name: .title}'
