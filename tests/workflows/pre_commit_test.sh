#!/usr/bin/env bash
# The hooks with the real pre-commit, in throw-away repositories: the first use builds paylint in
# pre-commit's own clone, also where two hooks begin at once; a bad commit is stopped, a good one isn't.
# shellcheck disable=SC2317 # conditions are called by their names, through `check`
set -u
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
group=pre-commit
# Under sanitizers nothing else would be tried: the hook builds for itself.
case ${BUILD-} in */sanitize | */threads) echo "skip $group: make test tries it"; exit ;; esac
command -v pre-commit > /dev/null || { echo "skip $group: pre-commit is not installed"; exit; }
git -C "$root" rev-parse --is-inside-work-tree > /dev/null 2>&1 || { echo "skip $group: this is no git repository"; exit; }
# shellcheck source=tests/cli/conditions.sh
. "$here/../cli/conditions.sh"
unset PAYLINT BUILD MAKEFLAGS MAKELEVEL MFLAGS
packages=$(npm config get cache)
export HOME=$work/home PRE_COMMIT_HOME=$work/cache GIT_CONFIG_NOSYSTEM=1
export npm_config_cache=$packages npm_config_prefer_offline=true
export OPTIMIZE=-O0 # the build is what is tried, not its speed
mkdir "$HOME"
git config --global user.name nobody
git config --global user.email nobody@example.com
git config --global init.defaultBranch main

is() { [ "$1" = "$2" ]; }
fails_with() { [ "$status" -ne 0 ] && [[ $out == *"$1"* ]]; }
passes() { [ "$status" -eq 0 ]; }

# paylint's repository as it is here, committed or not.
mkdir paylint
git -C "$root" ls-files -z --cached --others --exclude-standard |
    (cd "$root" && while IFS= read -r -d '' file; do [ ! -e "$file" ] || printf '%s\0' "$file"; done) |
    tar -C "$root" --null -T - -cf - | tar -C paylint -xf -
(cd paylint && git init -q && git add -A && git commit -qm paylint && git tag v0)
pre-commit validate-manifest paylint/.pre-commit-hooks.yaml > out 2> err
status=$?
check "the manifest is valid" passes

# repository NAME HOOK: one with a hook installed.
repository() {
    git init -q "$1"
    printf 'repos:\n- repo: %s\n  rev: v0\n  hooks:\n  - id: %s\n' "$work/paylint" "$2" > "$1/.pre-commit-config.yaml"
    (cd "$1" && pre-commit install > /dev/null && git add -A && git commit -qnm config)
}
# commit NAME FILE: sets $status and $out.
commit() {
    (cd "$1" && git add -A && git commit -m "$2") > out 2>&1
    status=$?
    out=$(cat out)
}
commits() { git -C "$1" rev-list --count HEAD; }
bad='curl --json '\''{"request_id": "bad"}'\'' "$URL"'
good='curl --json '\''{"topic": "tides"}'\'' "$URL"'

# ---- The first use, twice at once ----

repository one paylint
repository two paylint
echo "$bad" > one/bad.sh
echo "$good" > two/good.sh
(cd one && git add -A && git commit -m bad > "$work/one.out" 2>&1; echo $? > "$work/one.status") &
(cd two && git add -A && git commit -m good > "$work/two.out" 2>&1; echo $? > "$work/two.status") &
wait
status=$(cat one.status) out=$(cat one.out)
check "a bad commit is stopped" fails_with "error[request_id-must-be-UUID]: request_id must be a UUID, but \"bad\" is sent"
check "and isn't there" is "$(commits one)" 1
status=$(cat two.status) out=$(cat two.out)
check "a good commit passes" passes
check "and is there" is "$(commits two)" 2
check "both from one clone, built once" is "$(find cache -name built | wc -l) $(cat cache/*/build/pre-commit/log | grep -c 'LINK  build/paylint')" "1 1"

# ---- Later ones ----

echo "$good" > one/bad.sh
commit one mended
check "what is mended passes" both passes '' is "$(commits one)" 2
printf '# Title\n\n```bash\n%s\n```\n' "$bad" > one/README.md
commit one documentation
check "Markdown is checked" fails_with "README.md:4:29"
rm one/README.md
mkdir one/vendor
echo "$bad" > one/vendor/bad.sh
echo '{"exclude": ["vendor/"]}' > one/paylint.json
commit one vendored
check "what paylint.json excludes passes" passes
echo "$bad" > one/notes.txt
commit one text
check "other files aren't looked at" passes

# ---- The fix ----

repository three paylint-fix
echo "$bad" > three/a.sh
commit three fix
check "a commit with something to fix is stopped" fails_with "files were modified by this hook"
check "it is fixed" grep -q BAD_UUID=.*uuidgen three/a.sh
commit three fixed
check "the fixed file passes" both passes '' is "$(commits three)" 2

# ---- The audit ----

repository four paylint-audit
echo "$bad" > four/a.sh
commit four audited
check "a script that needs a fix is stopped" fails_with "needs-fix"
echo "$good" > four/a.sh
commit four safe
check "a safe one passes" passes

# ---- A paylint that is there already, a clone that can't be written to ----

cp -Rp cache/repo*/ clone
mv clone/build built
echo "$bad" > bad.sh
out=$(PAYLINT=$paylint clone/.ci/pre-commit check bad.sh 2>&1)
status=$?
check "PAYLINT names another program" fails_with "request_id-must-be-UUID"
check "nothing is built then" [ ! -e clone/build ]
mv built clone/build
rm clone/build/pre-commit/built
# as_nobody COMMAND…: as somebody who can write to nothing here.
as_nobody() { if [ "$(id -u)" = 0 ]; then setpriv --reuid=65534 --regid=65534 --clear-groups "$@"; else "$@"; fi; }
mkdir copies
chmod 777 copies
chmod 755 .
chmod -R a+rX,a-w clone
as_nobody env HOME="$work/copies" PAYLINT_CACHE="$work/copies" clone/.ci/pre-commit check bad.sh > out 2>&1
status=$? out=$(cat out)
check "a clone that can't be written to is built in a copy" fails_with "error[request_id-must-be-UUID]"
check "the copy is kept" is "$(find copies -name built | wc -l)" 1
exit "$failed"
