body() { echo "{\"a\": \"$1\"}"; }
curl --json "$(body x)" http://x
body y | curl --json @- http://x
