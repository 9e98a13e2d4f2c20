while read -r line; do
    curl --json "{\"line\": \"$line\"}" http://x
done < <(printf 'a\nb\n') > /dev/null
if read -r first; then curl --json "{\"first\": \"$first\"}" http://x; fi <<< "head"
