#!/usr/bin/env bash
# check --changed-since: which findings are told of, in repositories of all kinds. git is the real one.
# shellcheck disable=SC2016,SC2317 # scripts in quotes; conditions are called by their names
set -u
group='--changed-since'
# shellcheck source=tests/cli/conditions.sh
. "$(dirname "${BASH_SOURCE[0]}")/conditions.sh"
command -v git > /dev/null || { echo "skip $group: git is not installed"; exit 0; }

export HOME=$work/home GIT_CONFIG_NOSYSTEM=1
mkdir "$HOME" && cd "$HOME" || exit 1
git config --global user.name Tester
git config --global user.email tester@example.com
git config --global init.defaultBranch main
git config --global protocol.file.allow always

# repository NAME: a new one, in which the test then stands; `out` and `err` are not git's.
repository() {
    git init -q "$work/$1" && cd "$work/$1" || exit 1
    printf '/out\n/err\n' > .git/info/exclude
}
commit() { git add -A && git commit -qm more; }
send() { printf "curl --json '{\"request_id\": \"%s\"}' http://localhost\n" "$1"; }
# told ID…: what the findings of errors are about, in their order.
told() { [ "$(jq -r '[.findings[] | select(.severity == "error") | .witness] | join(" ")' < out)" = "$*" ]; }
# json FILTER: where jq prints true for the output.
json() { [ "$(jq "$1" < out 2>> err)" = true ]; }
since() { run check --format json --changed-since "$@"; }

# ---- Lines ----

repository lines
{ send one; send two; send three; } > a.sh
commit
since HEAD .;                     check "nothing has changed" both status_is 0 told
send four >> a.sh
since HEAD .;                     check "a new line, not committed" both status_is 1 told four
git add a.sh
since HEAD a.sh;                  check "a new line, staged" told four
sed -i 's/"two"/"zwei"/' a.sh
since HEAD a.sh;                  check "two places" told zwei four
commit
since HEAD a.sh;                  check "committed: nothing is new since HEAD" told
since HEAD~1 a.sh;                check "but since the commit before" told zwei four
since HEAD^ "$PWD/a.sh";          check "an absolute path" told zwei four
since 'HEAD@{0}' ./a.sh;          check "any way of naming a revision" told
sed -i 1d a.sh
since HEAD .;                     check "where lines are only removed, none has changed" told
git checkout -q a.sh
{ send zero; cat a.sh; } > b && mv b a.sh
since HEAD .;                     check "lines that only moved down" told zero
git checkout -q a.sh
printf '%s' "$(send last)" >> a.sh
since HEAD .;                     check "no newline at the end" told last
git checkout -q a.sh
sed -i 's/$/\r/' a.sh
since HEAD .;                     check "other line ends change all lines" told one zwei three four
git checkout -q a.sh
{ cat a.sh; printf '%s\n' ': <<X' '++ b/other.sh' '@@ -1 +1,9 @@' 'diff --git a/x b/x' X; send looks; } > b && mv b a.sh
since HEAD .;                     check "added lines that look like a patch" told looks
git checkout -q a.sh
since HEAD --exit-zero a.sh;      check "--exit-zero" both status_is 0 told
run check --changed-since HEAD a.sh
check "as text" both status_is 0 has "Nothing found"

# ---- Files ----

repository files
mkdir lib
for name in kept renamed gone; do { for i in 1 2 3 4 5 6; do send "$name$i"; done; } > "$name.sh"; done
echo ignored.sh > .gitignore
commit
send ignored > ignored.sh
send untracked > lib/untracked.sh
send staged > staged.sh && git add staged.sh
send intended > intended.sh && git add -N intended.sh
git mv renamed.sh moved.sh && send more >> moved.sh
git rm -q gone.sh
since HEAD .
check "new files count, whether git follows them or not; what was only renamed doesn't" \
    told intended untracked more staged
since HEAD ignored.sh;            check "a file that git ignores is new" told ignored
cd lib || exit 1
since HEAD ..;                    check "from a folder of the repository" told intended untracked more staged
since HEAD ../moved.sh;           check "a path that leads upwards" told more
cd .. || exit 1
ln -s moved.sh link.sh
since HEAD link.sh;               check "a symbolic link is the file that it leads to" told more
send outside > "$work/outside.sh"
since HEAD kept.sh "$work/outside.sh"
check "a file outside the repository is new" told outside

repository names
odd=('a b.sh' $'tab\tq.sh' 'quo"te.sh' $'new\nline.sh' $'latin\xe9.sh' 'ünïcode.sh' 'back\slash.sh'
    "a' b.sh" '-dash.sh' ' b.sh' 'b/c.sh' $'bell\a\b\v\f\r.sh' '$(touch x).sh')
mkdir b
# Of files that are alike git can't tell which was renamed to which.
number=0
for name in "${odd[@]}"; do number=$((number + 1)); for i in 1 2 3 4; do send "old$number.$i"; done > "./$name"; done
commit
since HEAD -- "${odd[@]}";        check "odd names, unchanged" told
for name in "${odd[@]}"; do send new >> "./$name"; done
since HEAD -- "${odd[@]}"
check "odd names, one line changed" told "${odd[@]/*/new}"
since HEAD .
check "odd names in a folder" json '[.findings[].start.line] | unique == [5]'
for name in "${odd[@]}"; do git mv -f -- "$name" "$name.2.sh"; done
since HEAD .
check "odd names, renamed" json '[.findings[].start.line] | unique == [5]'

# ---- Where two lines of work parted ----

repository branches
send base > a.sh
commit
git checkout -qb work
send mine > mine.sh
commit
git checkout -q main
send theirs > theirs.sh
commit
git merge-base HEAD work > /dev/null
git checkout -q work
since main .;                     check "what main has got meanwhile is not this branch's" told mine
git merge -q --no-edit main
since main .;                     check "after a merge of main" told mine
git checkout -q --orphan alone && git rm -rqf . && send alone > alone.sh && commit
since main .
check "nothing in common" both status_is 2 complains "no commit in common"
check "and nothing is told then" [ ! -s out ]
git tag -a -m 'a tag' v1 main
since v1 .;                       check "a tag that has nothing in common" status_is 2

# A conflict: all of the file counts.
repository conflict
{ send one; send two; } > a.sh
commit
git checkout -qb other && sed -i s/two/deux/ a.sh && commit
git checkout -q main && sed -i s/two/zwei/ a.sh && commit
git merge other > /dev/null 2>&1
since HEAD a.sh;                  check "a file in conflict" told one zwei deux

# ---- What a finding is about ----

repository trails
printf '%s\n' 'ID=bad' ': unrelated' 'publish() {' '  curl --json "{\"request_id\": \"$1\"}" http://localhost' '}' > a.sh
commit
echo 'publish "$ID"' >> a.sh
since HEAD a.sh;                  check "an old value that a new line sends" told bad
commit
sed -i 's/: unrelated/: not related/' a.sh
since HEAD a.sh;                  check "a line that has nothing to do with it" told
printf '. ./lib.sh\npublish "$ID"\n' > b.sh
printf 'publish() {\n  curl --json "{\\"request_id\\": \\"$1\\"}" http://localhost\n}\nID=bad\n' > lib.sh
commit
since HEAD b.sh;                  check "a library and its user, unchanged" told
sed -i s/bad/worse/ lib.sh
since HEAD b.sh;                  check "a value in a library that changed" told worse

repository hosts
{ echo '# Run'; echo '```bash'; send doc; echo '```'; } > README.md
mkdir -p .github/workflows
{ printf 'on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - run: |\n'; send step | sed 's/^/          /'; } > .github/workflows/ci.yml
{ printf 'all:\n'; send make | sed 's/^/\t/'; } > Makefile
commit
since HEAD .;                     check "hosts, unchanged" told
sed -i 's/"doc"/"page"/' README.md
sed -i 's/"step"/"stage"/' .github/workflows/ci.yml
sed -i 's/"make"/"recipe"/' Makefile
since HEAD .;                     check "hosts: Actions, make, Markdown" told stage recipe page

# ---- Submodules ----

repository inner
send inner > inner.sh
commit
repository outer
send outer > outer.sh
git submodule --quiet add "$work/inner" sub
commit
since HEAD .;                     check "a submodule, unchanged" told
send fresh >> sub/inner.sh
since HEAD .;                     check "a submodule with changes counts as a whole" told inner fresh
git -C sub checkout -q inner.sh
git init -q nested && send nested > nested/n.sh
since HEAD .;                     check "a repository inside that git doesn't follow" told nested

# ---- Settings and files that could lead git astray ----

repository settings
{ send one; echo :; send two; echo :; send three; } > a.sh
echo '*.sh diff=astray -text' > .gitattributes
commit
sed -i 's/"one"/"uno"/; s/"three"/"tre"/' a.sh
git config diff.noprefix true
git config diff.mnemonicPrefix true
git config diff.context 9
git config diff.interHunkContext 9
git config diff.external "touch $work/external; false"
git config diff.astray.textconv 'cat; touch external;:'
git config diff.astray.command 'touch external;:'
git config color.ui always
git config core.quotePath false
git config core.pager 'touch external;:'
git config diff.relative true
git config diff.algorithm patience
GIT_DIFF_OPTS=-u9 GIT_EXTERNAL_DIFF='touch external;:' since HEAD a.sh
check "settings, attributes and the environment" told uno tre
check "no program of theirs is run" [ ! -e external ] && check "nor there" [ ! -e "$work/external" ]
echo '*.sh binary' > .gitattributes
since HEAD a.sh;                  check "files said to be binary" told uno tre
git config core.fsmonitor false

# ---- Revisions that are none ----

for revision in '--output=written' '-h' '' '--help' '-' 'HEAD --output=written' '$(touch written)' ';touch written' \
    'no-such' 'HEAD..HEAD' '^HEAD' ':/nothing like it' 'HEAD:a.sh' "HEAD'" $'HEAD\n--output=written'; do
    since "$revision" a.sh
    check "refused: ${revision@Q}" both status_is 2 complains "--changed-since: "
done
check "no option or command came of them" [ ! -e written ]
since "HEAD" --fix a.sh;          check "not with --fix" both status_is 2 complains "goes neither with"
since "HEAD" --diff a.sh;         check "not with --diff" both status_is 2 complains "goes neither with"
since "HEAD" -;                   check "not with standard input" both status_is 2 complains "goes neither with"
since;                            check "without a revision" both status_is 2 complains "needs a value"

# ---- No repository, no git ----

repository empty
send new > a.sh
since HEAD .;                     check "no commit yet" both status_is 2 complains "no revision HEAD"
cd "$work" || exit 1
since HEAD outer;                 check "outside a repository" both status_is 2 complains "not a git repository"
cd "$work/lines/.git" || exit 1
since HEAD ../a.sh;               check "inside .git" both status_is 2 complains "work tree"
cd "$work/lines" || exit 1
(PATH=/nowhere && exec "$paylint" check --changed-since HEAD a.sh) > out 2> err
status=$? err=$(cat err)
check "without git" both status_is 2 complains "can't run git"
printf '#!/bin/sh\nkill -9 $$\n' > "$work/git" && chmod +x "$work/git"
(PATH=$work:$PATH && exec "$paylint" check --changed-since HEAD a.sh) > out 2> err
status=$? err=$(cat err)
check "a git that is killed" both status_is 2 complains "--changed-since: "
git clone -q --depth 1 "file://$work/branches" "$work/shallow" 2> err
cd "$work/shallow" && since HEAD . && check "a shallow clone" told

exit "$failed"
