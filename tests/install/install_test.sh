#!/usr/bin/env bash
# make install puts all into place, below DESTDIR and PREFIX; make uninstall takes it away again and
# leaves what is others'. In: BUILD.
set -u
build=${BUILD:?the folder that it is built in}
build=${build#"$PWD/"}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0
result() {
    if [ "$1" = 0 ]; then echo "ok install: $2"; else echo "not ok install: $2"; failed=1; fi
}
made() { make --no-print-directory BUILD="$build" "$@" > "$work/log" 2>&1 || { tail -n 20 "$work/log"; return 1; }; }

root="$work/a root"
for prefix in /usr /opt/paylint; do
    made install DESTDIR="$root" PREFIX="$prefix";  result $? "make install, PREFIX=$prefix"
    at=$root$prefix
    [ "$("$at/bin/paylint" --version)" = "$("$build/paylint" --version)" ]; result $? "$prefix: the program runs"
    missing=
    for file in share/man/man1/paylint.1 share/man/man5/paylint-rules.5 share/bash-completion/completions/paylint \
        share/zsh/site-functions/_paylint share/fish/vendor_completions.d/paylint.fish \
        share/paylint/schemas/paylint.schema.json share/doc/paylint/README.md share/doc/paylint/docs/rules/uuidgen-lowercase.md; do
        [ -s "$at/$file" ] || missing="$missing $file"
    done
    [ -z "$missing" ];                              result $? "$prefix: all is there$missing"
    [ -z "$(find "$root" -type f ! -perm 644 ! -path "*/bin/*")$(find "$at/bin" -type f ! -perm 755)" ]
    result $? "$prefix: modes"
    [ -z "$(find "$root" -name '*.new' -o -name '*.in')" ]; result $? "$prefix: nothing that isn't to be there"
    if command -v man > /dev/null; then
        MANPATH=$at/share/man man -w paylint > /dev/null && MANPATH=$at/share/man man -w 5 paylint-rules > /dev/null
        result $? "$prefix: man finds the pages"
    fi
    if [ "$(id -u)" = 0 ] && [ "$prefix" = /usr ]; then
        [ -z "$(find "$root" ! -user root)" ];      result $? "$prefix: all is root's"
    fi
    echo theirs > "$at/bin/other" && echo theirs > "$at/share/doc/paylint/local-notes"
    made uninstall DESTDIR="$root" PREFIX="$prefix"; result $? "make uninstall, PREFIX=$prefix"
    [ "$(find "$root" -type f | sort)" = "$(printf '%s\n' "$at/bin/other" "$at/share/doc/paylint/local-notes")" ]
    result $? "$prefix: what is others' is left, and nothing else"
    rm "$at/bin/other" "$at/share/doc/paylint/local-notes"
    made install DESTDIR="$root" PREFIX="$prefix" && made uninstall DESTDIR="$root" PREFIX="$prefix"
    [ -z "$(find "$root" -type f)$(find "$root" -name 'paylint*' -path '*/share/*')" ]
    result $? "$prefix: nothing of ours is left, folders neither"
    rm -rf "$root"
done
made uninstall DESTDIR="$root" PREFIX=/usr;         result $? "uninstalling what isn't there"
exit "$failed"
