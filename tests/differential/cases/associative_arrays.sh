#!/usr/bin/env bash
# Associative arrays: items, keys, counts, scopes.
declare -A ids=([good]=$(uuidgen | tr A-Z a-z) [bad]=nope)
ids[third]="x$1"
k=bad
curl -d "{\"request_id\": \"${ids[$k]}\"}" http://x
curl -d "{\"request_id\": \"${ids[good]}\"}" http://y
for k in "${!ids[@]}"; do curl -d "{\"k\": \"$k\", \"request_id\": \"${ids[$k]}\"}" http://z; done
declare -A m; m=([a]=1 ["b c"]=2); n="b c"
curl -d "{\"n\": ${#m[@]}, \"v\": ${m[$n]}}" http://w
for v in "${m[@]}"; do curl -d "{\"v\": $v}" http://v; done
f() { local -A o=([x]=${1}); o[y]=2; curl -d "{\"v\": \"${o[x]}\", \"w\": ${o[y]}}" http://f; }
f q
declare -a l; l+=(a); l[1]=b; i=2; l[$i]=c
curl -d "{\"l\": \"${l[*]}\", \"i\": \"${!l[*]}\"}" http://l
arr=(one two); arr[1]+=x; curl -d "{\"a\": \"${arr[-1]}\"}" http://m
