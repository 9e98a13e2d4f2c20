curl --json @- http://x <<EOF
{"a": "no end"}
