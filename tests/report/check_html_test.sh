#!/usr/bin/env bash
# The HTML page of `paylint check`, opened and clicked in a browser.
# shellcheck disable=SC2317 # conditions are called by their names, through `check`
set -u
group="check html"
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
corpus=$(realpath corpus)
# shellcheck source=tests/cli/conditions.sh
. "$here/../cli/conditions.sh"
# shellcheck source=tests/report/browser.sh
. "$here/browser.sh"

# ---- The file ----
cp -R "$corpus" corpus
printf '# <script>alert(2)</script>\ncurl --json "{\\"request_id\\": \\"</code><script>alert(1)</script>\\"}" "<img src=x>"\n' > '<b>&.sh'
printf 'send() {\n  curl --json "{\\"request_id\\": \\"$1\\"}" "$URL"\n}\n' > library.sh
printf 'source library.sh\nsend elsewhere\n' > main.sh
{
    printf 'curl --json "{\\"text\\": \\"'
    head -c 100000 /dev/zero | tr '\0' x
    printf '\\", \\"request_id\\": \\"far\\"}" "$URL"\n'
} > long.sh
printf 'curl --json '\''{"request_id": "meant"}'\'' "$URL" # paylint: ignore[request_id-must-be-UUID] <i>why\n' > meant.sh
run check --format html --show-suppressed --exit-zero --output page.html corpus ./*.sh
check "it is made" status_is 0
check "nothing in a script is markup" eval '! grep -q -e "<script>alert" -e "<img src=x" -e "<b>&" -e "<i>why" page.html'
check "it asks the network for nothing" eval '! grep -q -E "(src|href)=\"[^#\"]" page.html'
check "long lines are cut" eval '[ "$(wc -c < page.html)" -lt 400000 ]'
run check --format html --statistics --exit-zero corpus
check "statistics: rules only" eval 'grep -q "<code>uuidgen-lowercase" out && ! grep -q "<details class=\"finding" out'
run check --format html --exit-zero library.sh
check "nothing found" has "<p>Nothing found in "

# ---- The browser ----
browser_begin
browse page.html
count=$("$paylint" check --format json --exit-zero corpus ./*.sh | jq '.findings | length')
shown='document.querySelectorAll("details.finding:not([hidden])").length'
check "it opens" is 'document.title' '"Payload check"'
check "all findings are shown" is "$shown" "$((count + 1))"
check "and counted" is 'document.getElementById("shown").textContent' "\"$((count + 1)) of $((count + 1))\""
click 'button[data-filter="error"]'
check "errors are filtered out" is 'document.querySelectorAll("details.finding:not([hidden])[data-verdict=error]").length' 0
check "files without any other are gone" is 'getComputedStyle([...document.querySelectorAll("section")].find((one) => one.textContent.includes("ansi_c_quotes.sh"))).display' '"none"'
check "warnings stay" is 'document.querySelectorAll("details.finding:not([hidden])[data-verdict=warning]").length' 2
click 'button[data-filter="error"]'
click 'button[data-filter="suppressed"]'
check "what is suppressed is filtered out" is "$shown" "$count"
click '#search'
keys 'modality pubsub'
check "a search by path" is "$shown" 3
script 'document.getElementById("search").value = ""; document.getElementById("search").dispatchEvent(new Event("input"))' > /dev/null
script 'const rule = document.getElementById("rule"); rule.value = "unexpanded-variable"; rule.dispatchEvent(new Event("change"))' > /dev/null
check "a filter by rule" is '[...document.querySelectorAll("details.finding:not([hidden])")].map((one) => one.dataset.path)' '["corpus/quoted_heredoc.sh"]'
click '#all'
check "open all opens what is shown" is '[...document.querySelectorAll("details.finding")].filter((one) => one.open).length' 1
click '#all'
check "close all closes it" is '[...document.querySelectorAll("details.finding")].filter((one) => one.open).length' 0
script 'const rule = document.getElementById("rule"); rule.value = ""; rule.dispatchEvent(new Event("change"))' > /dev/null
one='document.querySelector("details[data-path=\"corpus/test_dual_modality_pubsub.sh\"]")'
click 'details[data-path="corpus/test_dual_modality_pubsub.sh"] summary'
check "a finding opens" is "$one.open" true
check "the value is marked" is "[...$one.querySelectorAll(\".source code .wrong\")].map((mark) => mark.textContent)" '["\"test1_backward_compat\""]'
check "its way is told below the lines" is "[...$one.querySelectorAll(\".note\")].map((note) => note.parentElement.value + \": \" + note.textContent)" \
    '["16: MESSAGE is set here","18: is not a UUID","25: sent here by gcloud-pubsub"]'
check "its fix is shown as lines that go and come" is "[...$one.querySelectorAll(\".goes, .comes\")].map((line) => line.textContent.replace(/[0-9]/g, \"\"))" \
    '["+ TEST_UUID=$(uuidgen | tr '\''[:upper:]'\'' '\''[:lower:]'\'')","-   \"request_id\": \"test_backward_compat\",","+   \"request_id\": \"${TEST_UUID}\","]'
check "a value's way through another file" is '[...document.querySelectorAll("details[data-path=\"./main.sh\"] .elsewhere")].map((one) => one.textContent)' '["in library.sh"]'
script 'document.querySelector("details.finding summary").focus()' > /dev/null
keys j
check "j goes on" is 'document.activeElement.closest("details").id' '"f2"'
script 'location.hash = "#f3"' > /dev/null
check "a link opens what it leads to" is 'document.getElementById("f3").open' true
check "nothing is wider than the page" is 'document.documentElement.scrollWidth <= innerWidth' true
check "the browser complains of nothing" has_no_complaint
browser_end
exit "$failed"
