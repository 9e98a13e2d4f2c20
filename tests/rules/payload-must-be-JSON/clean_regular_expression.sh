# Braces and brackets of patterns.
grep -E '[0-9]{4}-[0-9]{2}' list.txt
[[ $1 =~ ^[{]\"a\" ]] && echo object
sed 's/[{]"a": 1,}/x/' list.txt
