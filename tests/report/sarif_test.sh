#!/usr/bin/env bash
# SARIF as others need it: valid by Microsoft's validator, findings known again when lines move, fixes
# that are --fix's. `make readers` fetches the validator.
# shellcheck disable=SC2317 # conditions are called by their names, through `check`
set -u
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
group=sarif
# shellcheck source=tests/cli/conditions.sh
. "$here/../cli/conditions.sh"

is() { [ "$1" = "$2" ]; }
# sarif ARGUMENT…: a log in log.sarif.
sarif() { "$paylint" check --format sarif --output log.sarif "$@"; }
# says FILTER: where jq prints true for each result, or whatever the filter looks at.
says() { [ "$(jq "$1" < log.sarif 2>> err)" = true ]; }
each() { says "[.runs[0].results[] | $1] | length > 0 and all"; }

cp -R "$here/golden/input/." .

# ---- The validator ----

multitool=${SARIF_MULTITOOL:-$here/node_modules/@microsoft/sarif-multitool-linux/Sarif.Multitool}
# By SARIF's rules and those of GitHub Advanced Security. paylint has no home page to name yet
# (SARIF2005).
is_clean() {
    "$multitool" validate log.sarif --rule-kind 'Sarif;Ghas' > told 2>&1
    grep -q '^Analysis completed successfully' told && ! grep -q skipped told &&
        ! grep -E '(error|warning) [A-Z]' told | grep -v SARIF2005
}
if [ -x "$multitool" ]; then
    sarif -- *.sh;                                   check "the validator: findings" is_clean
    sarif --show-suppressed --baseline baseline.json --strict -- *.sh
    check "the validator: suppressions, a baseline, unknowns" is_clean
    sarif clean.sh;                                  check "the validator: nothing found" is_clean
    sarif "$here/../../corpus";                      check "the validator: the corpus" is_clean
    printf '{"request_id": "a"}\n{"request_id": 1,}\n' > messages.ndjson
    "$paylint" validate --format sarif --output log.sarif messages.ndjson
    check "the validator: messages" is_clean
    echo '{"version": "2.1.0", "runs": [{"results": [{"message": {}}]}]}' > log.sarif
    check "the validator does refuse what is wrong" eval '! is_clean > /dev/null'
else
    echo "skip $group: Microsoft's validator isn't installed; make readers fetches it"
fi

# ---- Places ----

sarif -- *.sh
uris='[.runs[0].results[] | .. | .artifactLocation? // empty | [.uri, .uriBaseId]] | unique'
check "URIs are encoded and count from %SRCROOT%" is "$(jq -c "$uris" log.sarif)" \
    '[["odd%2C%2050%25.sh","%SRCROOT%"],["tour.sh","%SRCROOT%"]]'
mkdir -p repository/.git repository/sub
cp tour.sh repository/sub/ü.sh
(cd repository/sub && sarif --select uuidgen-lowercase ü.sh ../../tour.sh)
check "from the repository's root; outside it absolute" is "$(jq -c "$uris" repository/sub/log.sarif)" \
    "$(jq -nc --arg path "file://$(pwd -P)/tour.sh" '[[$path, null], ["sub/%C3%BC.sh", "%SRCROOT%"]]')"
check "columns are code points" says '.runs[0].columnKind == "unicodeCodePoints"'
check "a step behind letters of two bytes" is "$(jq '[.runs[0].results[].relatedLocations[]? |
    select(.physicalLocation.region.startLine == 6) | .physicalLocation.region.startColumn] | unique | .[0]' log.sarif)" 15

# ---- Results ----

check "the message's links lead to related locations" each \
    '([.message.text | scan("\\]\\(([0-9]+)\\)") | .[0] | tonumber]) == [.relatedLocations[]?.id]'
check "code flows end where it is sent" says '[.runs[0].results[] | .codeFlows[]?.threadFlows[0].locations[-1].location.message.text | startswith("sent here")] | length > 0 and all'
check "each result's rule is at its index" says '.runs[0] | .tool.driver.rules as $rules | [.results[] | $rules[.ruleIndex].id == .ruleId] | all'
check "rules have help in text and Markdown" says '[.runs[0].tool.driver.rules[] | (.help.text | length > 0) and (.help.markdown | contains("## Why"))] | length > 15 and all'
check "the run was successful" says '.runs[0].invocations[0].executionSuccessful'
sarif clean.sh missing.sh 2> /dev/null
check "a run that couldn't read all wasn't" says '.runs[0].invocations[0].executionSuccessful == false'
echo 'curl --json "{\"request_id\": \"$1\"}" "$URL"' > depends.sh
sarif --strict depends.sh
check "what isn't known is open, and has no level" each '.kind == "open" and .level == "none"'

sarif --show-suppressed tour.sh
check "suppressed by a comment" is "$(jq -c '[.runs[0].results[].suppressions // empty]' log.sarif)" \
    '[[{"kind":"inSource","justification":"the receiver must refuse it"}]]'
check "no state without a baseline" each 'has("baselineState") | not'
sarif --baseline baseline.json tour.sh
check "what the baseline knows is left out" each '.baselineState == "new" and (has("suppressions") | not)'
sarif --baseline baseline.json --show-suppressed tour.sh
check "or shown as such" is "$(jq -c '[.runs[0].results[] | select(.baselineState == "unchanged") | .suppressions[].kind]' log.sarif)" '["external"]'

# ---- Fingerprints ----

prints() { sarif "$1"; jq -c '[.runs[0].results[].partialFingerprints]' log.sarif; }
cp tour.sh moved.sh
before=$(prints moved.sh)
check "each result has its own" says '[.runs[0].results[].partialFingerprints["paylint/v1"]] | length == (unique | length)'
{ echo '#!/bin/sh'; echo '# new'; cat tour.sh; } > moved.sh
check "lines above change none, GitHub's neither" is "$(prints moved.sh)" "$before"
{ cat tour.sh; echo 'echo done'; } > moved.sh
check "lines below change none of paylint's" is "$(prints moved.sh | jq -c 'map(.["paylint/v1"])')" \
    "$(jq -c 'map(.["paylint/v1"])' <<< "$before")"

# ---- Fixes ----

if command -v python3 > /dev/null; then
    sarif --select uuidgen-lowercase tour.sh
    python3 - log.sarif tour.sh > replaced.sh <<'PYTHON'
import json, sys
text = open(sys.argv[2], encoding='utf-8').read()
lines = text.splitlines(keepends=True)
starts = [sum(map(len, lines[:i])) for i in range(len(lines) + 1)]
edits = []
for result in json.load(open(sys.argv[1]))['runs'][0]['results']:
    for change in result['fixes'][0]['artifactChanges']:
        for r in change['replacements']:
            region = r['deletedRegion']
            edits.append((starts[region['startLine'] - 1] + region['startColumn'] - 1,
                          starts[region['endLine'] - 1] + region['endColumn'] - 1,
                          r.get('insertedContent', {}).get('text', '')))
for start, end, inserted in sorted(edits, reverse=True):
    text = text[:start] + inserted + text[end:]
sys.stdout.write(text)
PYTHON
    cp tour.sh fixed.sh
    "$paylint" check --select uuidgen-lowercase --fix fixed.sh > /dev/null
    made() { cmp replaced.sh fixed.sh && ! cmp -s fixed.sh tour.sh; }
    check "its fixes are --fix's" made
else
    echo "skip $group: python3 is not installed"
fi
exit "$failed"
