curl --data-binary @- http://x <<EOF
a
EOF 
EOF
