BODY=
for n in 1 2 3; do BODY+="{\"n\": $n}"; done
curl --data-binary "$BODY" http://x
