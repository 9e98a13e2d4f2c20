#!/usr/bin/env bash
# Scripts say themselves what paylint should find in them:
#
#   some command # want: RULE                a finding of RULE starts on this line
#   # want LINE:COLUMN RULE CERTAINTY        a finding starts exactly there, where no comment can stand
#   <!-- want LINE:COLUMN RULE CERTAINTY --> the same in Markdown
#
# Each finding must be wanted and each wanted one found, in corpus/, tests/rules/*/ and
# tests/hosts/cases/.
set -u
paylint=${PAYLINT:-build/paylint}
failed=0

# The findings as `PATH LINE COLUMN RULE CERTAINTY`, and the expectations alike with `-` for what
# they leave open; then both are matched, the exact expectations first.
# shellcheck disable=SC2016 # an awk program
match='
function key(open) { return $1 " " $2 " " (open ? "-" : $3) " " $4 " " (open ? "-" : $5) }
FILENAME == ARGV[1] { wanted[$1 " " $2 " " $3 " " $4 " " $5]++; next }
{
    if (wanted[key(0)] > 0) wanted[key(0)]--
    else if (wanted[key(1)] > 0) wanted[key(1)]--
    else print $1, "found but not wanted: " $2 ":" $3 " " $4 " " $5
}
END {
    for (k in wanted) {
        split(k, part, " ")
        for (; wanted[k] > 0; wanted[k]--)
            print part[1], "wanted but not found: " part[2] ":" part[3] " " part[4] " " part[5]
    }
}'

expectations() {
    awk '
        /^(#|<!--) want [0-9]+:[0-9]+ / { split($3, at, ":"); print FILENAME, at[1], at[2], $4, $5; next }
        match($0, /# want: /) {
            count = split(substr($0, RSTART + RLENGTH), rules, /,? +/)
            for (i = 1; i <= count; i++) print FILENAME, FNR, "-", rules[i], "-"
        }' "$@"
}

check_folder() {
    local folder=$1 json wrong script name
    local scripts
    mapfile -t scripts < <(find "$folder" -type f | sort)
    if ! json=$("$paylint" check --format json --exit-zero --no-config "${scripts[@]}"); then
        echo "not ok $folder: paylint ended with another status than 0"
        failed=1
        return
    fi
    wrong=$(awk "$match" <(expectations "${scripts[@]}") <(jq -r '.findings[] |
        "\(.path) \(.start.line) \(.start.column) \(.rule) \(.certainty)"' <<< "$json"))
    for script in "${scripts[@]}"; do
        name=${script#tests/}
        if grep -qF "$script " <<< "$wrong"; then
            echo "not ok $name: $(grep -F "$script " <<< "$wrong" | sed 's/^[^ ]* //' | paste -sd';' -)"
            failed=1
        else
            echo "ok $name"
        fi
    done
}

for tool in jq awk paste; do
    if ! type -P "$tool" > /dev/null; then
        echo "skip expectations: there is no $tool"
        exit 0
    fi
done
for folder in corpus tests/rules/*/ tests/hosts/cases; do
    check_folder "${folder%/}"
done
exit "$failed"
