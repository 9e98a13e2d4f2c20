# A variable that isn't expanded is one that the script sets: by that name, further up, for good.
FIRSTS=x
curl --json '{"n": "$FIRST"}' http://x
SECOND=x curl --json '{"n": "$SECOND"}' http://x
third() { local THIRD=x; }
curl --json '{"n": "$THIRD"}' http://x
(FOURTH=x)
curl --json '{"n": "$FOURTH"}' http://x
read -r FIFTH < names
curl --json '{"n": "$FIFTH"}' http://x
SIXTH=x SEVENTH=y
curl --json '{"n": "$SIXTH", "m": "$SEVENTH"}' http://x
for EIGHTH in a b; do
    curl --json '{"n": "$EIGHTH"}' http://x
done
NINTH+=x
curl --json @- http://x << 'END'
{"n": "$NINTH", "m": "$FIFTH"}
END
curl --json @- http://x << 'END'
{"n": "$NINTH", "m": "$FIRST"}
END
