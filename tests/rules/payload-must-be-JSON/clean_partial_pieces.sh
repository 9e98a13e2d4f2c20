# Put together piece by piece.
BODY='{"items": ['
for n in 1 2 3; do
    BODY+="{\"n\": $n}, "
done
BODY+='null]}'
curl --json "$BODY" http://localhost
