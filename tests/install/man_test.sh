#!/usr/bin/env bash
# Manual pages: formatted without a warning, and no option of the program is missing or made up.
# In: PAYLINT, and BUILD with man/ made by `make`.
set -u
paylint=${PAYLINT:?the program to test}
build=${BUILD:?the folder that it is built in}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0
result() {
    if [ "$1" = 0 ]; then echo "ok man: $2"; else echo "not ok man: $2"; failed=1; fi
}

# text PAGE: as it is read, without overstriking and hyphenation.
text() { MANWIDTH=5000 man -E UTF-8 --no-hyphenation --no-justification -l "$1" | col -bx; }

command -v man > /dev/null || { echo "skip man: man is not installed"; exit 0; }
for page in "$build"/man/*.[0-9]; do
    name=$(basename "$page")
    MANWIDTH=80 man --warnings -E UTF-8 -l -Tutf8 -Z "$page" 2> "$work/warnings" > /dev/null
    [ ! -s "$work/warnings" ]
    result $? "$name: man --warnings says nothing ($(head -n 3 "$work/warnings" | tr '\n' ' '))"
    if command -v mandoc > /dev/null; then
        # Which other pages are installed is not the page's matter.
        mandoc -T lint -W style "$page" 2>&1 | grep -v -e 'referenced manual not found' -e 'outdated mandoc.db' > "$work/lint"
        [ ! -s "$work/lint" ]
        result $? "$name: mandoc finds nothing ($(head -n 3 "$work/lint" | tr '\n' ' '))"
    else
        echo "skip man: mandoc is not installed"
    fi
done

# section COMMAND: of the page.
section() { text "$build/man/paylint.1" | awk -v name="   paylint $1" '$0 == name { on = 1; next } /^   ?[^ ]|^[^ ]/ { on = 0 } on'; }
options() { sed -n 's/^ *\(-[A-Za-z], \)\?\(--[a-z-]*\).*/\1\2/p' | sort; }

for command in $("$paylint" --help | awk '/^Commands:/ { on = 1; next } /^$/ { on = 0 } on { print $1 }'); do
    "$paylint" "$command" --help | options > "$work/help"
    section "$command" | grep -E '^ {5}-' | options > "$work/page"
    [ -s "$work/help" ] && diff "$work/help" "$work/page" > "$work/diff"
    result $? "paylint.1: options of $command are those of --help ($(grep '^[<>]' "$work/diff" | tr '\n' ' '))"
    # Every word of the help stands there too, in the same order.
    words() { tr -s ' \n' '\n' | grep -vx -e 'Usage:' -e 'Options:' -e '' ; }
    diff <("$paylint" "$command" --help | words) <(section "$command" | words) > "$work/diff"
    result $? "paylint.1: $command is described as by --help ($(head -n 3 "$work/diff" | tr '\n' ' '))"
done
"$paylint" rules --no-config | cut -d ' ' -f 1 | sort > "$work/rules"
text "$build/man/paylint-rules.5" | sed -n '/^BUILT-IN RULES/,/^SEE ALSO/s/^   \([^ ]*\)$/\1/p' | sort > "$work/page"
diff "$work/rules" "$work/page" > "$work/diff"
result $? "paylint-rules.5: all rules, and no others ($(tr '\n' ' ' < "$work/diff"))"
exit "$failed"
