A='a  b'
curl --json @- http://x <<< "{\"a\": \"$A\"}"
curl --data-binary @- http://x <<< plain
