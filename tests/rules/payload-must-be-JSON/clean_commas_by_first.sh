# The same with a flag.
BODY='[' FIRST=1
for n in a b c; do
    if [ "$FIRST" = 1 ]; then FIRST=0; else BODY+=,; fi
    BODY+="\"$n\""
done
BODY+=']'
curl --json "$BODY" http://localhost
