BODY='[' SEP=
for n in a b c; do
    BODY+="$SEP\"$n\""
    SEP=,
done
BODY+=']'
curl --json "$BODY" http://x
