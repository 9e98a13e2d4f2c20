#!/usr/bin/env bash
# Every format's output for golden/input: `make golden` writes it anew, and a review reads what has
# changed. JSON is laid out by jq. Other programs read the outputs where they are installed.
set -u
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
group=golden
# shellcheck source=tests/cli/conditions.sh
. "$here/../cli/conditions.sh"
golden=$here/golden
version=$("$paylint" --version)
version=${version#paylint }

# What is compared: a file's name and the options that write it.
outputs() {
    cat <<LINES
text.txt --format text
text-quiet.txt --format text --quiet
text-statistics.txt --format text --statistics
text-colour.txt --format text --color always
json.json --format json
json-statistics.json --format json --statistics
sarif.sarif --format sarif
github.txt --format github
gitlab.json --format gitlab
junit.xml --format junit
checkstyle.xml --format checkstyle
gcc.txt --format gcc
rdjson.json --format rdjson
markdown.md --format markdown
markdown-statistics.md --format markdown --statistics
html.html --format html
LINES
}

cp -R "$golden/input/." .
mkdir made
while read -r name options; do
    # shellcheck disable=SC2086 # options are words
    "$paylint" check --jobs 1 --show-suppressed --baseline baseline.json $options \
        --output "made/$name" -- *.sh > /dev/null
    sed -i "s/\"$version\"/\"VERSION\"/g" "made/$name"
    case $name in
        *.json | *.sarif) jq . "made/$name" > laid_out && mv laid_out "made/$name" ;;
        *.html) # without style and script
            sed -i -e '/^<style>/,/^<\/style>/d' -e '/^<script>/,/^<\/script>/d' -e "s/paylint $version/paylint VERSION/" "made/$name" ;;
    esac
done < <(outputs)

if [ "${WRITE_GOLDEN-}" ]; then
    cp made/* "$golden/"
    exit
fi
while read -r name _; do
    check "$name" diff -u "$golden/$name" "made/$name"
done < <(outputs)
check "nothing else is kept" diff <(cd made && ls) <(cd "$golden" && ls -p | grep -v /)

# ---- Real readers ----

if command -v xmllint > /dev/null; then
    for name in made/*.xml; do
        check "${name#made/} is well-formed" xmllint --noout "$name"
    done
    check "checkstyle: what is said stays what it is" [ "$(xmllint --xpath \
        'string(//file[@name="odd, 50%.sh"]/error/@message)' made/checkstyle.xml)" = \
        "$(jq -r '.findings[0].message' made/json.json)" ]
    check "junit: the counts are right" [ "$(xmllint --xpath \
        'concat(count(//testcase), " ", sum(//testsuite/@tests), " ", //testsuites/@tests, " ", count(//failure), " ", sum(//testsuite/@failures), " ", //testsuites/@failures, " ", count(//skipped))' \
        made/junit.xml)" = "8 8 8 5 5 5 2" ]
else
    echo "skip $group: xmllint is not installed"
fi
exit "$failed"
