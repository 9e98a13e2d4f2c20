EOF=value
curl --data-binary @- http://x <<$EOF
text
$EOF
