printf '{"a": ' > one
printf '1}' > two
cat one two | curl --json @- http://x
echo inner | cat - two | curl --data-binary @- http://x
