#!/usr/bin/env bash
# paylint audit: the scripts of the incident get the verdicts that people gave them, and each verdict
# has a script of its own.
set -u
group="audit"
corpus=$(realpath corpus)
. "$(dirname "$0")/conditions.sh"

verdict_is() { [ "$(jq -r --arg path "$1" '.scripts[] | select(.path == $path) | .verdict' <<< "$out")" = "$2" ]; }
reason_is() { [ "$(jq -r --arg path "$1" '.scripts[] | select(.path == $path) | .reason' <<< "$out")" = "$2" ]; }
# all CONDITION -- CONDITION
all() {
    local first=()
    while [ "$1" != -- ]; do first+=("$1"); shift; done
    "${first[@]}" && "${@:2}"
}
json() { jq -e "$1" > /dev/null <<< "$out"; }

# ---- The incident ----
cp -R "$corpus" corpus
run audit --format json corpus
check "scripts need a fix" status_is 1
for pair in test_dual_modality_pubsub.sh=needs-fix test_dual_modality_pubsub_fixed.sh=already-correct \
    test_uuid_validation.sh=already-correct run_smoke_test_fixed.sh=already-correct \
    test_dual_modality.sh=safe run_smoke_test.sh=protected; do
    check "${pair%=*}" verdict_is "corpus/${pair%=*}" "${pair#*=}"
done
check "the guard says why" reason_is corpus/run_smoke_test.sh "the column content_requests.id is of type uuid"
check "ids are told with their way" json '.scripts[] | select(.path == "corpus/test_dual_modality_pubsub.sh") | .payloads |
    length == 3 and all(.[]; .sink == "gcloud-pubsub" and (.ids | length == 1 and .[0].certainty == "violates" and (.[0].trail | length > 1)))'
check "the summary counts all" json '.summary as $s | ($s | del(.scripts) | add) == $s.scripts and $s.scripts == (.scripts | length)'
run audit --format json --exit-zero corpus/safe corpus/test_dual_modality.sh
check "a file that isn't there is trouble" status_is 2
run audit corpus/test_dual_modality.sh
check "nothing to fix" both status_is 0 has "safe"

# ---- Verdicts ----
cat > depends.sh <<'X'
curl --json "{\"request_id\": \"$1\", \"user\": \"$2\"}" "$URL"
X
cat > guarded.sh <<'X'
curl --json '{"request_id": "test"}' https://api.example.com/v1
X
cat > warned.sh <<'X'
ID=$(uuidgen)
curl --json "{\"request_id\": \"$ID\"}" "$URL"
X
cat > suppressed.sh <<'X'
# paylint: ignore[request_id-must-be-UUID] to see it refused
curl --json '{"request_id": "test"}' "$URL"
X
echo 'echo hello' > quiet.sh
echo '{"guards": [{"destination": "https://api.example.com/*", "reason": "the API checks ids"}]}' > paylint.json
run audit --format json depends.sh guarded.sh warned.sh suppressed.sh quiet.sh
check "no script needs a fix" status_is 0
check "depends" verdict_is depends.sh depends
check "what on" reason_is depends.sh 'depends on $1'
check "protected" all verdict_is guarded.sh protected -- reason_is guarded.sh "the API checks ids"
check "a warning is told beside the verdict" all verdict_is warned.sh already-correct -- reason_is warned.sh "its id is a UUID: uuidgen; 1 warning"
check "what a comment allows" all verdict_is suppressed.sh protected -- reason_is suppressed.sh "a comment allows what is wrong in line 2"
check "no payload" verdict_is quiet.sh no-payload

# ---- Formats ----
run audit depends.sh quiet.sh
check "text: the summary" has "2 scripts: 1 depends on something outside, 1 sends nothing."
check "text: where an id comes from" has 'unknown      /request_id to curl'
printf 'curl --json "{\\"request_id\\": \\"a|b`c\\"}" u\n' > 'pipe|name_.sh'
run audit --format markdown 'pipe|name_.sh'
check "markdown: names and values are escaped" has '| pipe\|name\_.sh | needs-fix |'
if command -v cmark > /dev/null; then
    check "markdown: a reader shows the value as it is" eval 'cmark < out | grep -q "a|b"'
else
    echo "skip $group: markdown: a reader shows the value as it is: cmark isn't installed"
fi
run audit --format html5 x
check "an unknown format" both status_is 2 complains "there is no format html5"
run audit
check "nothing named" status_is 2
input=depends.sh
run audit --stdin-filename piped.sh -
check "standard input" both status_is 0 has "piped.sh  depends"
exit "$failed"
