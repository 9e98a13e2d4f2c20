# unset of a reference is of what it stands for; a loop over one makes it stand for each word.
send() { curl --json "{\"request_id\": \"$1\"}" http://x; }
declare -n first=ID
ID=known
unset first
send "${ID-gone}"
ID=again
unset -n first
first=other
send "$ID-$first"
declare -n each=A
A=one B=two
for each in A B; do
    each=changed
done
send "$A$B"
