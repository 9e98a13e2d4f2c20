for w in $(echo a b; echo c); do curl --data-binary "$w" http://x; done
for w in $(printf '%s\n' one two); do curl --json "{\"request_id\": \"$w\"}" http://x; done
