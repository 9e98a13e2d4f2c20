#!/bin/sh
# Prints files as C: embed.sh TABLE FILE…; the table is one of src/rule/embedded.h.
set -eu
table=$1
shift
echo '#include "rule/embedded.h"'
number=0
for file in "$@"; do
    printf 'static const unsigned char file_%d[] = {\n' "$number"
    od -An -v -tx1 "$file" | sed 's/ \([0-9a-f][0-9a-f]\)/0x\1,/g'
    echo '0};'
    number=$((number + 1))
done
echo "const struct embedded_file ${table}[] = {"
number=0
for file in "$@"; do
    printf '    {"%s", {(const char *)file_%d, sizeof file_%d - 1}},\n' "$file" "$number" "$number"
    number=$((number + 1))
done
echo '    {0, {0, 0}},'
echo '};'
