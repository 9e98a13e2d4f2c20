A=v
curl --data-binary @- http://x <<EOF
${A:+"q"} ${A:+'q'} ${A:+\"q\"} ${A/v/"w"} ${A/v/'w'}
EOF
