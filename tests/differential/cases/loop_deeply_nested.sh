# Each level doubled what a loop cost, so that the last payload was not reached.
ID=$(uuidgen | tr '[:upper:]' '[:lower:]')
printf 'a\nb\n' > words.txt
last=none
while read -r a; do
while read -r b; do
while read -r c; do
while read -r d; do
while read -r e; do
while read -r f; do
while read -r g; do
while read -r h; do
    last="$a$b$c$d$e$f$g$h"
done < words.txt
done < words.txt
done < words.txt
done < words.txt
done < words.txt
done < words.txt
done < words.txt
    curl -d "{\"request_id\": \"$ID\", \"level\": 2, \"last\": \"$last\"}" https://api.example.com/two
done < words.txt
curl -d "{\"request_id\": \"$ID\", \"level\": 1}" https://api.example.com/one
