curl --data-binary @- http://x <<EOF
EOF is near
 EOF
EOFX
{"a": 1}
EOF
