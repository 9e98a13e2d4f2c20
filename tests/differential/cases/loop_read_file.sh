printf 'a 1\nb 2\n' > list
while read -r name n; do
    curl --json "{\"name\": \"$name\", \"n\": $n}" http://x
done < list
