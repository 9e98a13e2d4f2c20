echo tail > f
cat - f <<EOF | curl --data-binary @- http://x
head
EOF
