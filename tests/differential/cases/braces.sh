#!/usr/bin/env bash
# Brace expansion: lists, sequences, nested, beside quotes and expansions.
x=val
for w in a{b,c}d {1..3} {01..03} {a..c} {3..1} {1..7..3} "q"{x,"y z"}'r' pre{,-mid}post {a,b}{1,2} {x,{y,z}w} $x{1,2} {$x,"$x-2"} {a} {} {a,b a{b..c,d} {-1..1} \{a,b\} "{a,b}" a{1..2}b{3,4}; do
    curl --json "{\"w\": \"$w\"}" http://x
done
list=(id-{1..3} {p,q}.json)
curl --json "{\"n\": ${#list[@]}, \"second\": \"${list[1]}\", \"last\": \"${list[-1]}\"}" http://y
read -r id < /proc/sys/kernel/random/uuid
curl --json "{\"request_id\": \"$id\"}" http://z
read -r -d '' body <<EOT
  {"topic": "$UNSET_ANYWHERE x", "request_id": "$id"}
EOT
curl --json "$body" http://z
