# The comma goes before each but the first.
BODY='{"items": ['
for n in 1 2 3; do
    [ "$n" -gt 1 ] && BODY+=', '
    BODY+="{\"n\": $n}"
done
BODY+=']}'
curl --json "$BODY" http://localhost
