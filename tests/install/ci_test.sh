#!/usr/bin/env bash
# The GitHub Action and the GitLab job: read as YAML, and their steps run by hand in a repository. In: PAYLINT.
# shellcheck disable=SC2016 # scripts in quotes
set -u
paylint=${PAYLINT:?the program to test}
here=$(pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0
result() {
    if [ "$1" = 0 ]; then echo "ok ci: $2"; else echo "not ok ci: $2"; failed=1; fi
}
python3 -c 'import yaml' 2> /dev/null || { echo 'skip ci: python3 with PyYAML is not installed'; exit 0; }

# run FILE PATH…: the text at a path of a YAML file.
text() { python3 -c 'import functools, sys, yaml
at = functools.reduce(lambda v, k: v[int(k) if k.isdigit() else k], sys.argv[2:], yaml.safe_load(open(sys.argv[1])))
print("\n".join(at) if isinstance(at, list) else at)' "$@"; }

# A project with one bad script of old and one on a branch; and paylint as it is built there.
mkdir -p "$work/action/build" "$work/temp" "$work/project/a folder" && cp -R packaging .ci "$work/action/" && ln -s "$paylint" "$work/action/build/paylint"
cd "$work/project" || exit 1
export HOME=$work GIT_CONFIG_NOSYSTEM=1
git init -q -b main . && git config user.name T && git config user.email t@example.com
send() { printf "curl --json '{\"request_id\": \"%s\"}' http://localhost\n" "$1"; }
send old > old.sh && git add -A && git commit -qm one && git checkout -qb work
send new > 'a folder/new.sh' && send star > 'a folder/*.sh' && git add -A && git commit -qm two

text "$here/action.yml" runs steps 2 run > "$work/check.sh"
[ "$(text "$here/action.yml" runs using)" = composite ];     result $? 'action.yml is a composite action'
! python3 -c 'import sys, yaml
for step in yaml.safe_load(open(sys.argv[1]))["runs"]["steps"]:
    if "run" in step: assert "shell" in step; print(step["run"])' "$here/action.yml" | grep -q '\${{'
result $? 'no text of others is put into its scripts'
# action VARIABLE=VALUE…: runs the step that checks, as a runner does.
action() {
    rm -f "$work"/temp/*; : > "$work/output"
    env -u PAYLINT GITHUB_ACTION_PATH="$work/action" RUNNER_TEMP="$work/temp" GITHUB_OUTPUT="$work/output" "$@" \
        bash --noprofile --norc -eo pipefail "$work/check.sh" > "$work/log" 2> "$work/err"
}
action PAYLINT_PATHS=. PAYLINT_OPTIONS= PAYLINT_CHANGED_SINCE=
[ $? = 1 ] && [ "$(grep -c '^::error ' "$work/log")" = 3 ];  result $? 'the action finds, and fails the step'
[ "$(jq '.runs[0].results | length' "$work/temp/paylint.sarif")" = 3 ] &&
    [ "$(cat "$work/output")" = "sarif-file=$work/temp/paylint.sarif" ]
result $? 'its report in SARIF is there although the step fails'
action PAYLINT_PATHS=. PAYLINT_OPTIONS= PAYLINT_CHANGED_SINCE=main
[ $? = 1 ] && [ "$(grep -c '^::error ' "$work/log")" = 2 ];  result $? 'changed-since'
action PAYLINT_PATHS=$'old.sh\na folder/new.sh' PAYLINT_OPTIONS=--exit-zero PAYLINT_CHANGED_SINCE=
[ $? = 0 ] && [ "$(grep -c '^::error ' "$work/log")" = 2 ];  result $? 'paths with blanks, and options'
action PAYLINT_PATHS='a folder/*.sh' PAYLINT_OPTIONS= PAYLINT_CHANGED_SINCE=
[ "$(jq -r '.runs[0].results[].message.text' "$work/temp/paylint.sarif" | grep -c star)" = 1 ] && ! grep -q '"new"' "$work/log"
result $? 'a path is no glob'
action PAYLINT_PATHS='$(touch injected); `touch injected`' PAYLINT_OPTIONS= PAYLINT_CHANGED_SINCE='--output=injected'
[ $? = 2 ] && [ ! -e injected ];                             result $? 'what looks like shell is none'
action PAYLINT_PATHS=--fix PAYLINT_OPTIONS= PAYLINT_CHANGED_SINCE=
[ $? = 2 ] && git diff --quiet;                              result $? 'a path is no option'

# ---- GitLab ----

ln -s "$work/action" .paylint-source
text "$here/packaging/gitlab-ci.yml" paylint script > "$work/script.sh"
text "$here/packaging/gitlab-ci.yml" paylint before_script | bash -n;  result $? 'GitLab: before_script is shell'
env -u PAYLINT bash -e "$work/script.sh" > "$work/log" 2>&1
[ $? = 1 ] && [ "$(jq length gl-code-quality-report.json)" = 3 ]
result $? 'GitLab: the job finds, and fails'
env -u PAYLINT CI_MERGE_REQUEST_DIFF_BASE_SHA="$(git rev-parse main)" bash -e "$work/script.sh" > "$work/log" 2>&1
[ $? = 1 ] && [ "$(jq -r '[.[].location.path] | sort | join(" ")' gl-code-quality-report.json)" = 'a folder/*.sh a folder/new.sh' ]
result $? 'GitLab: in a merge request what it brings'
[ "$(text "$here/packaging/gitlab-ci.yml" paylint artifacts reports codequality)" = gl-code-quality-report.json ]
result $? 'GitLab: its report is an artifact'
if command -v yamllint > /dev/null; then
    yamllint -d '{extends: relaxed, rules: {line-length: disable}}' "$here/action.yml" "$here/packaging/gitlab-ci.yml" > "$work/log"
    result $? "yamllint: $(head -n 3 "$work/log" | tr '\n' ' ')"
fi
exit "$failed"
