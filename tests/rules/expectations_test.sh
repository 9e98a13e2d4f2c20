#!/usr/bin/env bash
# Scripts say themselves what paylint should find in them, as `paylint test --help` has it:
#
#   some command # want: RULE                a finding of RULE starts on this line
#   # want LINE:COLUMN RULE CERTAINTY        a finding starts exactly there, where no comment can stand
#   <!-- want LINE:COLUMN RULE CERTAINTY --> the same in Markdown
#
# Each finding must be wanted and each wanted one found, in corpus/, tests/rules/*/ and
# tests/hosts/cases/. The folder of a rule that is off by default has a paylint.json that turns it on.
set -u
paylint=${PAYLINT:-build/paylint}
failed=0
for folder in corpus tests/rules/*/ tests/hosts/cases; do
    "$paylint" test "${folder%/}" || failed=1
done

# `paylint test` itself must see both kinds of mistakes: it judges all of the above.
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
echo 'curl --json '\''{"request_id": "bad"}'\'' http://localhost' > "$work/found.sh"
echo 'true # want: request_id-must-be-UUID' > "$work/wanted.sh"
echo '# want 2:2 request_id-must-be-UUID violates' > "$work/place.sh"
cat "$work/found.sh" >> "$work/place.sh"
output=$("$paylint" test --no-config "$work")
if [ "$?" -eq 1 ] && [ "$(grep -c '^not ok ' <<< "$output")" -eq 3 ] &&
    grep -q 'found.sh: found but not wanted: 1:29 request_id-must-be-UUID violates' <<< "$output" &&
    grep -q 'wanted.sh: wanted but not found: 1 request_id-must-be-UUID' <<< "$output" &&
    grep -q 'place.sh: found but not wanted: .*; wanted but not found: 2:2 ' <<< "$output"; then
    echo "ok paylint test tells what differs"
else
    echo "not ok paylint test tells what differs: ${output//$'\n'/|}"
    failed=1
fi
exit "$failed"
