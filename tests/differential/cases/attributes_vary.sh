#!/usr/bin/env bash
# declare -i in one branch; what is assigned later is a number only where that one was taken.
for round in 1 2; do
    if [ -n "${CI-}" ]; then
        declare -i n=6+1
    else
        n=-3.5
    fi
    curl --json "{\"n\": $n}" http://x
done
