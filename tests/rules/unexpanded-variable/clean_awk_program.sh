NAME=tides
awk '{ print "{\"topic\": \"" $1 "\"}" }' < list.txt
awk -v NAME="$NAME" '$NF == NAME' < list.txt
