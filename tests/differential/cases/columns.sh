#!/usr/bin/env bash
# Parts of lines: cut, awk, head, tail, wc, rev, sort.
send() { curl --json "{\"$1\": \"$2\"}" http://x; }
send cut "$(echo "a:b:c" | cut -d: -f2)"
send cut "$(echo "a:b:c" | cut -d : -f 1,3)"
send cut "$(echo "a:b:c" | cut -d: -f2-)"
send cut "$(echo "plain" | cut -d: -f2)"
send cut "$(echo "plain" | cut -s -d: -f2)."
send cut "$(echo "abcdef" | cut -c2-4)"
send cut "$(uuidgen | cut -d- -f1)"
send cut "$(uuidgen | cut -c1-8)"
send awk "$(echo "id 26ef7617-36be-410f-acbc-1d74d7dab5f9 c" | awk '{print $2}')"
send awk "$(echo "req_001:b" | awk -F: '{ print $1 }')"
send awk "$(echo "a b  c" | awk '{print $NF}')"
send awk "$(echo "  lead two" | awk '{print $1}')"
send awk "$(echo "a,b" | awk -F ',' '{print $3}')."
send head "$(printf 'one\ntwo\nthree\n' | head -1)"
send head "$(printf 'one\ntwo\nthree\n' | head -n 2 | tail -n 1)"
send head "$(echo abcdef | head -c 3)"
send tail "$(printf 'one\ntwo\nthree\n' | tail -n +3)"
send tail "$(printf 'one\ntwo' | tail -1)"
send tail "$(echo abcdef | tail -c 3)"
send wc "$(printf 'one\ntwo\n' | wc -l | tr -d ' ')"
send wc "$(printf 'abc' | wc -c | tr -d ' ')"
send rev "$(echo abc | rev)"
send rev "$(echo a/b/c | rev | cut -d/ -f1 | rev)"
send sort "$(echo one | sort | uniq)"
send head "$(cat "$0" | head -c 2)"
send sum "$(echo abc | md5sum | cut -d' ' -f1)"
send sum "$(echo abc | sha256sum | awk '{print $1}')"
send head "$(uuidgen | head -c 8)"
f() {
    declare -i n=3+1
    local -i m="n * 2"
    m+=1
    send integer "$n $m"
}
f
