#!/usr/bin/env bash
# What a fix must leave alone: a wrong change would be worse than none.
# a string that isn't closed: nobody knows where it should have ended
curl --json '{"request_id": "not-closed}' "$URL"
# a default that is empty in one case, and may be right in another
curl --json "{\"request_id\": \"${FROM_OUTSIDE-}\"}" "$URL"
VALUE=${FROM_OUTSIDE:+0a64a4ef-2c10-4fa4-a599-e3a5a3b2134f}
curl --json "$(jq -n --arg v "$VALUE" '{request_id: $v}')" "$URL"
# what fills a place of printf's would fill the next one
printf -v BODY '{"request_id": "legacy-%s", "name": "%s"}' "$(date +%s)" ann
curl --json "$BODY" "$URL"
# quotes that are another language's
TAGGED=$(jq -n --arg v "$(date +%s)" "{\"request_id\": \"tagged-\\(\$v)\"}")
curl --json "$TAGGED" "$URL"
# another value each time
for i in 1 2; do
    GROWS=${GROWS-}0848180b-d398-4671-ad65-4df953d15415
    curl --json "{\"request_id\": \"$GROWS\"}" "$URL"
done
# one word that becomes several
NAMES=(item-{1..3})
curl --json "{\"request_id\": \"${NAMES[1]}\"}" "$URL"
# a fresh one would lose its dashes, too
SHORT=$(echo 7880b9a6-c7b3-428b-a993-12bb383d8705 | tr -d -)
curl --json "{\"request_id\": \"$SHORT\"}" "$URL"
# the same name is sent as something else
NAME=shared-name
curl --json "{\"request_id\": \"$NAME\", \"name\": \"$NAME\"}" "$URL"
# all of a document is no id
WHEN=$(date +%s)
DOCUMENT='{"request_id": "'"$WHEN"'-x", "name": "ann"}'
curl --json "$DOCUMENT" "$URL"
# a piece of a longer id, which is cut out of it
LONG=id=c31c0a07-85f1-4dde-aed8-fa3bd45ba3b2
CUT=${LONG:3:8}
curl --json "{\"request_id\": \"$CUT\"}" "$URL"
# lines that are known only while the id is
PARTS=first.7880b9a6-c7b3-428b-a993-12bb383d870g
mapfile -t LINES_READ <<EOF
{"request_id": "${PARTS#*.}"
}
EOF
curl --json "${LINES_READ[*]}" "$URL"
