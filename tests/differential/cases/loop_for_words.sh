for w in a "b c" 'd'; do curl --json "{\"w\": \"$w\"}" http://x; done
curl --json "{\"last\": \"$w\"}" http://x
