#!/usr/bin/env bash
# What no fix is made for, as more than one thing can have been meant, or the bytes stand where something
# else may want them as they are.
post() {
    curl --json "$1" http://localhost
}

# The comma is right in runs where something follows.
EXTRA=
post "{\"a\": 1, $EXTRA}"
ITEMS=
for item in one two; do
    ITEMS="$ITEMS\"$item\","
done
post "[$ITEMS]"

# A variable's own quotes and newlines.
TITLE='The "Great" Wave'
post "{\"title\": \"$TITLE\"}"
TEXT=$'one\ntwo'
post "{\"text\": \"$TEXT\"}"

# Numbers, names that JSON has nothing for, values that are missing.
post '{"a": 01}'
post '{"a": NaN}'
post '{"a": }'
COUNT=
post "{\"count\": $COUNT}"

# A bracket too many, a second document.
post '{"a": 1}}'
post '{"a": 1}{"b": 2}'

# Two values for one key.
post '{"id": 1, "id": 2}'
post "{\"id\": \"$1\", \"id\": \"$2\"}"

# Escapes of C.
post '{"text": "\x41"}'

# An id that is put together.
post "{\"trace_id\": \"${PREFIX:-8B0F0F0E}-4F6C-4B3E-9D51-0D7F6C1B2A33\"}"
