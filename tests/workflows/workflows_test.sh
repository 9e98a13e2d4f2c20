#!/usr/bin/env bash
# What docs/workflows.md says for editors and servers is tried: Vim's errorformat in a real Neovim, Emacs's
# own, VS Code's pattern, the steps of the GitHub and GitLab jobs. (tests/docs runs the page's commands.)
# shellcheck disable=SC2317 # conditions are called by their names, through `check`
set -u
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
page=$here/../../docs/workflows.md
group=workflows
# shellcheck source=tests/cli/conditions.sh
. "$here/../cli/conditions.sh"
export HOME=$work PATH=${paylint%/*}:$PATH

is() { [ "$1" = "$2" ]; }
# fence LANGUAGE HEADING: the block of that language below the heading.
fence() {
    awk -v language="$1" -v heading="## $2" '
        /^## / { here = $0 == heading }
        here && $0 == "```" language { on = 1; next }
        /^```$/ { on = 0 }
        on' "$page"
}

mkdir 'a folder'
cat > 'a folder/bad.sh' <<'SCRIPT'
ID=$(uuidgen)
curl --json "{\"request_id\": \"$ID\"}" "$URL"
curl --json '{"request_id": "bad"}' "$URL"
SCRIPT
cp 'a folder/bad.sh' bad.sh
"$paylint" check --format gcc --exit-zero bad.sh 'a folder/bad.sh' > gcc.txt
places='bad.sh:1:6 bad.sh:3:29 a folder/bad.sh:1:6 a folder/bad.sh:3:29'

# ---- Vim ----

if command -v nvim > /dev/null; then
    fence vim 'Vim and Neovim' > settings.vim
    check "the page has settings for Vim" grep -q errorformat settings.vim
    cat > list.lua <<'LUA'
for _, item in ipairs(vim.fn.getqflist()) do
  io.stdout:write(string.format('%s:%d:%d %s %d|', vim.fn.bufname(item.bufnr), item.lnum, item.col, item.type, item.valid))
end
LUA
    timeout 60 nvim --headless -u NONE -i NONE -S settings.vim bad.sh -c 'silent make!' -c 'luafile list.lua' -c 'qa!' > out 2> err
    check "nvim: :make fills the quickfix list" is "$(tr -d '\r' < out)" "bad.sh:1:6 w 1|bad.sh:3:29 e 1|"
    timeout 60 nvim --headless -u NONE -i NONE -S settings.vim 'a folder/bad.sh' -c 'silent make!' -c 'luafile list.lua' -c 'qa!' > out 2> err
    check "nvim: a name with a blank" is "$(tr -d '\r' < out)" "a folder/bad.sh:1:6 w 1|a folder/bad.sh:3:29 e 1|"
else
    echo "skip $group: nvim is not installed"
fi

# ---- Emacs ----

if command -v emacs > /dev/null; then
    timeout 60 emacs --batch --eval '(progn (require (quote compile)) (with-temp-buffer
        (insert-file-contents "gcc.txt") (compilation-mode) (setq inhibit-read-only t) (compilation-parse-errors (point-min) (point-max))
        (goto-char (point-min))
        (while (not (eobp))
          (let ((message (get-text-property (point) (quote compilation-message))))
            (when message (let ((loc (compilation--message->loc message)))
              (princ (format "%s:%s:%s " (caar (compilation--loc->file-struct loc)) (compilation--loc->line loc)
                (compilation--loc->col loc))))))
          (forward-line))))' > out 2> err
    check "emacs finds the places" is "$(sed 's/ $//' out)" "$places"
else
    echo "skip $group: emacs is not installed"
fi

# ---- Problem matchers ----

fence json 'VS Code' > tasks.json
if command -v node > /dev/null; then
    node -e '
        const fs = require("fs")
        const { pattern } = JSON.parse(fs.readFileSync("tasks.json", "utf8")).tasks[0].problemMatcher
        const found = fs.readFileSync("gcc.txt", "utf8").trim().split("\n").map((line) => {
            const match = new RegExp(pattern.regexp).exec(line)
            return [pattern.file, pattern.line, pattern.column].map((i) => match[i]).join(":")
                + " " + match[pattern.severity] + " " + match[pattern.code]
        })
        console.log(found.join("\n"))' > out 2> err
    check "VS Code: places" is "$(cut -d' ' -f1 out | sort -u | tr '\n' ' ')$(grep -c '^a folder/' out)" "a bad.sh:1:6 bad.sh:3:29 2"
    check "VS Code: severities and rules" is "$(sed 1q out)" "bad.sh:1:6 warning uuidgen-lowercase"
else
    echo "skip $group: node is not installed"
fi

# ---- CI ----

command -v python3 > /dev/null && python3 -c 'import yaml' 2> /dev/null || {
    echo "skip $group: python3 with yaml is not installed"
    exit "$failed"
}
# at FILE KEY…: what stands there in YAML.
at() {
    python3 -c '
import sys, yaml
value = yaml.safe_load(open(sys.argv[1]))
for key in sys.argv[2:]:
    value = value[int(key) if key.isdigit() else key]
print(value)' "$@"
}

fence yaml 'GitHub Actions' > github.yml
mkdir -p repository/.git
cp bad.sh repository/
step=$(at github.yml jobs paylint steps 1 run)
(cd repository && GITHUB_STEP_SUMMARY=$work/summary.md bash -ec "$step") > out 2> err
status=$?
check "GitHub: the step fails where something is found" status_is 1
check "GitHub: annotations" is "$(grep -c '^::error file=bad.sh,' out) $(grep -c '^::warning file=bad.sh,' out)" "1 1"
check "GitHub: a job summary" grep -q '^1 error and 1 warning in' summary.md
check "GitHub: what is uploaded is there" is "$(jq '.runs[0].results | length' "repository/$(at github.yml jobs paylint steps 2 with sarif_file)")" 2

fence yaml GitLab > gitlab.yml
script=$(at gitlab.yml paylint script 0)
(cd repository && bash -ec "$script") > out 2> err
status=$?
check "GitLab: the job fails where something is found" status_is 1
check "GitLab: code quality" is "$(jq -c '[.[] | [.location.path, .severity]]' "repository/$(at gitlab.yml paylint artifacts reports codequality)")" \
    '[["bad.sh","minor"],["bad.sh","major"]]'
check "GitLab: tests" grep -q '<testsuite name="bad.sh" tests="2" failures="2"' "repository/$(at gitlab.yml paylint artifacts reports junit)"

if command -v pre-commit > /dev/null; then
    fence yaml pre-commit > .pre-commit-config.yaml
    check "pre-commit: the configuration is valid" pre-commit validate-config .pre-commit-config.yaml
    check "pre-commit: its hook is one of ours" grep -q "^- id: $(at .pre-commit-config.yaml repos 0 hooks 0 id)\$" "$here/../../.pre-commit-hooks.yaml"
else
    echo "skip $group: pre-commit is not installed"
fi
exit "$failed"
