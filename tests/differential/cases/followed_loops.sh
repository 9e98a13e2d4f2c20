#!/usr/bin/env bash
# Loops followed round by round: read, getopts, counters.
while read -r id rest; do curl -d "{\"id\": \"$id\", \"rest\": \"$rest\"}" http://a; done <<EOT
one two three
four
EOT
printf 'x,y\nz,w\n' | while IFS=, read -r a b; do curl -d "{\"a\": \"$a\", \"b\": \"$b\"}" http://b; done
for ((i = 0; i < 3; i++)); do curl -d "{\"i\": $i, \"j\": $((i * 2))}" http://c; done
n=1; while [ $n -le 2 ]; do curl -d "{\"n\": $n}" http://d; n=$((n + 1)); done
until ((n == 0)); do ((n--)); curl -d "{\"n\": $n}" http://e; done
mapfile -t lines < <(printf 'a\nb\n'); for l in "${lines[@]}"; do curl -d "{\"l\": \"$l\"}" http://f; done
f() { local OPTIND=1 o id=none v=; while getopts "i:vt:" o; do case $o in i) id=$OPTARG ;; v) v=1 ;; t) t=$OPTARG ;; esac; done; shift $((OPTIND - 1)); curl -d "{\"id\": \"$id\", \"v\": \"$v\", \"rest\": \"$*\"}" http://g; }
f -v -i abc def; f -iX -- -y
while read -r line || [ -n "$line" ]; do curl -d "{\"line\": \"$line\"}" http://h; done < <(printf 'p\nq')
read -ra parts <<< "a b c"; curl -d "{\"p\": \"${parts[1]}\"}" http://i
IFS=- read -r p1 p2 <<< "u-v-w"; curl -d "{\"p\": \"$p1|$p2\"}" http://j
while true; do curl -d "{\"t\": \"$n\"}" http://k; n=$((n+1)); [ "$n" -gt 3 ] && break; done
