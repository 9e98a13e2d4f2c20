#!/usr/bin/env bash
# docs/rules/ is what `make docs` would write now; a rule has a page, examples and a folder of tests,
# and its examples are what it says: the bad one is found by the rule, the good one by none.
set -u
paylint=${PAYLINT:-build/paylint}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0

result() {
    if [ "$1" -eq 0 ]; then
        echo "ok docs: $2"
    else
        echo "not ok docs: $2"
        failed=1
    fi
}

PAYLINT=$paylint docs/make-rules "$work/rules"
diff -r "$work/rules" docs/rules > "$work/diff"
result $? "docs/rules is current (else run make docs)$(head -c 200 "$work/diff" | tr '\n' '|')"

# example RULE TITLE: the lines of the page below that title.
example() {
    "$paylint" explain --no-config "$1" | sed -n "/^$2\$/,/^\$/{s/^    //p;}"
}

# These need more than a script: a contract, a token, a large text.
special=' message-contract secret-in-payload payload-too-large '
ids=$("$paylint" rules --no-config | cut -d' ' -f1)
for id in $ids; do
    example "$id" Wrong > "$work/bad.sh"
    example "$id" Right > "$work/good.sh"
    "$paylint" explain --no-config "$id" | grep -qx Why
    result $? "$id says why"
    [ -s "$work/bad.sh" ] && [ -s "$work/good.sh" ] && bash -n "$work/bad.sh" && bash -n "$work/good.sh"
    result $? "$id has examples that bash takes"
    flagged=$(find "tests/rules/$id" -name 'flagged*' | wc -l) clean=$(find "tests/rules/$id" -name 'clean*' | wc -l)
    [ "$flagged" -ge 3 ] && [ "$clean" -ge 3 ]
    result $? "$id has three flagged and three clean scripts"
    "$paylint" check --no-config --select "$id" "$work/good.sh" > "$work/out"
    result $? "the good example of $id is right"
    "$paylint" check --no-config "$work/good.sh" > "$work/out"
    result $? "the good example of $id is right by the other rules, too"
    if [[ $special != *" $id "* ]]; then
        options=(--select "$id")
        [ "$id" = unused-suppression ] && options=()
        "$paylint" check --no-config "${options[@]}" "$work/bad.sh" | grep -qF "[$id]"
        result $? "the bad example of $id is found"
    fi
done
exit "$failed"
