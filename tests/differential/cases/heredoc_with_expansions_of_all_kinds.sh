A='x"y' L=(p q)
curl --data-binary @- http://x <<EOF
${A%\"*} ${L[1]} ${L[*]} ${#A} $((${#L[@]} * 2)) \${A} '$A' "$A" ${A:-"d"} ${B:-'d'} \\ \a
EOF
