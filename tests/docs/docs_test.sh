#!/usr/bin/env bash
# Every command of README.md and docs/*.md is run, each page in a folder of its own, and prints what the
# page shows; every link inside the repository leads somewhere. In: PAYLINT.
set -u
paylint=${PAYLINT:?the program to test}
here=$(pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0
command -v python3 > /dev/null || { echo 'skip docs: python3 is not installed'; exit 0; }

# world FOLDER: what the pages speak of: a repository with the corpus, scripts and messages, in which a
# branch has been begun. tests/docs/world/bin has stubs of programs that would send or fetch.
world() {
    mkdir -p "$1" && cp -R corpus rules "$1/" && cp -R tests/docs/world/. "$1/" && rm -rf "$1/bin" && cd "$1" || exit 1
    git init -q -b main . && git config user.name Tester && git config user.email tester@example.com &&
        git add -A && git commit -qm 'What there was' && git update-ref refs/remotes/origin/main main &&
        git checkout -qb work || exit 1
    cd "$here" || exit 1
}

mkdir "$work/bin" "$work/home" && cp tests/docs/world/bin/* "$work/bin/" && ln -s "$paylint" "$work/bin/paylint"
[ ! -x "$(dirname "$paylint")/paylint-watch" ] || ln -s "$(dirname "$paylint")/paylint-watch" "$work/bin/"
export PATH=$work/bin:$PATH HOME=$work/home TERM=dumb COLUMNS=80 GIT_CONFIG_NOSYSTEM=1
unset FORCE_COLOR CLICOLOR_FORCE GIT_DIR GIT_INDEX_FILE GIT_WORK_TREE
for page in README.md docs/*.md; do
    world "$work/$page"
    (cd "$work/$page" && python3 "$here/tests/docs/run_page.py" "$here" "$page") || failed=1
done

# links PAGE: prints those that lead to nothing.
links() {
    awk '/^ *```/ { fenced = !fenced } !fenced' "$1" | grep -oE '\]\([^)#]+' | cut -c 3- | grep -vE '^(https?|mailto):' |
        while IFS= read -r link; do
            [ -e "$(dirname "$1")/$link" ] || echo "$link"
        done
}
for page in *.md docs/*.md docs/rules/*.md; do
    broken=$(links "$page")
    if [ -z "$broken" ]; then echo "ok docs: $page: links"; else echo "not ok docs: $page: links to nothing: $broken"; failed=1; fi
done

"$here/docs/make-reference" "$work/reference.md"
diff "$work/reference.md" docs/reference.md > "$work/diff"
if [ $? = 0 ]; then echo 'ok docs: docs/reference.md is current'; else echo "not ok docs: docs/reference.md is not what the program says now: run make docs"; failed=1; fi
exit "$failed"
