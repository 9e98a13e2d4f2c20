#!/usr/bin/env bash
# The language server in a real Neovim, set up as docs/editors.md says. In: PAYLINT, the program.
set -u
paylint=${PAYLINT:?the program to test}
here=$(cd "$(dirname "$0")" && pwd)
if ! command -v nvim > /dev/null; then
    echo "skip neovim: nvim is not installed (package neovim)"
    exit 0
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/bin" "$work/home"
ln -s "$paylint" "$work/bin/paylint"

# The block of docs/editors.md for this version.
heading='Neovim 0.7 to 0.10'
nvim --headless --clean -c 'if has("nvim-0.11") | cquit | endif' -c 'qall!' 2> /dev/null || heading='Neovim 0.11 and later'
for heading in "## $heading" '### Neovim: fix on save'; do
    awk -v heading="$heading" '
        /^##+ / { inside = $0 == heading }
        inside && /^```$/ { block = 0 }
        inside && block { print; found = 1 }
        inside && /^```lua$/ { block = 1 }
        END { exit !found }
    ' "$here/../../docs/editors.md" >> "$work/init.lua" ||
        { echo "not ok neovim: docs/editors.md has no block under '$heading'"; exit 1; }
done

cat > "$work/bad.sh" << 'SH'
#!/bin/bash

curl --json '{"who": "ﬁ😀", "request_id": "bad",}' http://localhost
SH
# shellcheck disable=SC2016 # Markdown
printf '# How to\n\n```sh\ncurl --json '\''{"request_id": "bad"}'\'' http://localhost\n```\n' > "$work/other.md"
cd "$work" || exit 1
export HOME=$work/home XDG_CONFIG_HOME=$work/home XDG_DATA_HOME=$work/home XDG_STATE_HOME=$work/home \
    XDG_CACHE_HOME=$work/home PATH=$work/bin:$PATH
timeout 120 nvim --headless --clean -u init.lua -c "luafile $here/neovim.lua" bad.sh > log 2>&1
status=$?
tr -d '\r' < log
[ $status -eq 0 ] || echo "not ok neovim: exit status $status"
# What the server writes on standard error stands in the editor's log.
if grep -rhs 'rpc.*stderr' home > said; then
    cat said
    echo "not ok neovim: the server says nothing on standard error"
else
    echo "ok neovim: the server says nothing on standard error"
fi
! grep -q '^not ok' log
