#!/usr/bin/env bash
# The audit's HTML page, opened and clicked in a browser.
set -u
group="audit html"
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
corpus=$(realpath corpus)
# shellcheck source=tests/cli/conditions.sh
. "$here/../cli/conditions.sh"
# shellcheck source=tests/report/browser.sh
. "$here/browser.sh"

# ---- The file ----
cp -R "$corpus" corpus
printf 'curl --json "{\\"request_id\\": \\"</code><script>alert(1)</script>\\"}" "<img src=x>"\n' > '<b>&.sh'
run audit --format html --exit-zero corpus '<b>&.sh'
cp out page.html
check "it is made" status_is 0
check "nothing in a script is markup" eval '! grep -q -e "<script>alert" -e "<img src=x" -e "<b>&" out'
check "it asks the network for nothing" eval '! grep -q -E "(src|href)=\"[^#\"]" out'
check "it is as large as what it shows, not more" eval '[ "$(wc -c < out)" -lt 400000 ]'

browser_begin
browse page.html
count=$("$paylint" audit --format json --exit-zero corpus | jq .summary.scripts)
check "it opens" is 'document.title' '"Payload audit"'
check "all scripts are shown" is 'document.querySelectorAll("details.script:not([hidden])").length' "$((count + 1))"
click 'button[data-filter="needs-fix"]'
check "a verdict is filtered out" is 'document.querySelectorAll("details.script:not([hidden])[data-verdict=needs-fix]").length' 0
check "the others stay" is 'document.querySelectorAll("details.script:not([hidden])").length > 5' true
click 'button[data-filter="needs-fix"]'
click '#search'
keys 'modality pubsub'
check "a search by path" is '[...document.querySelectorAll("details.script:not([hidden])")].map((s) => s.dataset.path.split("/").pop())' '["test_dual_modality_pubsub.sh","test_dual_modality_pubsub_fixed.sh"]'
script 'document.getElementById("search").value = ""; document.getElementById("search").dispatchEvent(new Event("input"))' > /dev/null
script 'const rule = document.getElementById("rule"); rule.value = "unexpanded-variable"; rule.dispatchEvent(new Event("change"))' > /dev/null
check "a filter by rule" is '[...document.querySelectorAll("details.script:not([hidden])")].map((s) => s.dataset.path)' '["corpus/quoted_heredoc.sh"]'
script 'const rule = document.getElementById("rule"); rule.value = ""; rule.dispatchEvent(new Event("change"))' > /dev/null
click 'details[data-path="corpus/test_dual_modality_pubsub.sh"] summary'
check "a script opens" is 'document.querySelector("details[data-path=\"corpus/test_dual_modality_pubsub.sh\"]").open' true
click 'details[data-path="corpus/test_dual_modality_pubsub.sh"] tr.id'
check "the way of an id is drawn through its lines" is 'document.querySelectorAll("svg.way circle").length + document.querySelectorAll("svg.way path").length > 3' true
check "the lines of the way are marked" is '[...document.querySelectorAll("li.drawn")].map((line) => line.value)' '[16,18,25]'
check "the literal is marked in the source" is '[...document.querySelectorAll("details[data-path=\"corpus/test_dual_modality_pubsub.sh\"] .source .violates")].map((mark) => mark.textContent)' '["\"test1_backward_compat\"","\"test2_text_only\"","\"test3_explicit_video\""]'
script 'document.querySelector("details.script summary").focus()' > /dev/null
keys j
check "j goes on" is 'document.activeElement.closest("details").id' '"s2"'
keys k
check "k goes back" is 'document.activeElement.closest("details").id' '"s1"'
keys /
check "/ searches" is 'document.activeElement.id' '"search"'
click '#theme'
check "light and dark" is 'getComputedStyle(document.body).backgroundColor !== ""  && ["light", "dark"].includes(document.documentElement.dataset.theme)' true
check "names are text" is '[...document.querySelectorAll(".path")].some((path) => path.textContent === "<b>&.sh")' true
check "the browser complains of nothing" has_no_complaint
browser_end
exit "$failed"
