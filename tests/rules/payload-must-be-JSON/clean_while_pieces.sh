# How many pieces there are isn't known.
while read -r word; do
    LIST="${LIST:+$LIST, }\"$word\""
done < words.txt
curl --json "{\"words\": [$LIST]}" http://localhost
