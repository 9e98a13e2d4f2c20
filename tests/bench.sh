#!/usr/bin/env bash
# `make bench`: paylint beside its peers on the same files in the same run. Figures of one machine
# mean little; the ratios that hyperfine prints mean something. In: PAYLINT, the program. Peers that
# aren't installed are left out and said.
set -u
paylint=${PAYLINT:?the program to measure}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
command -v hyperfine > /dev/null || { echo "hyperfine is not installed" >&2; exit 1; }

cat > "$work/rules.yml" << 'YAML'
id: request-id-literal
language: bash
severity: error
message: literal id
rule: { pattern: gcloud pubsub topics publish $$$ }
---
id: uuidgen
language: bash
severity: warning
message: uuidgen
rule: { pattern: $(uuidgen) }
YAML

# peers TITLE FILE...: runs each program over the files.
peers() {
    local title=$1 list=$2
    echo "== $title: $(wc -l < "$list") files, $(xargs -d '\n' cat < "$list" | wc -c) bytes"
    local programs=(-n paylint "xargs -d '\n' -a $list $paylint check --exit-zero")
    if command -v ast-grep > /dev/null; then
        programs+=(-n ast-grep "xargs -d '\n' -a $list ast-grep scan -r $work/rules.yml")
    else
        echo "(ast-grep is not installed: npm install -g @ast-grep/cli)"
    fi
    programs+=(-n 'cat' "xargs -d '\n' -a $list cat")
    hyperfine -N --ignore-failure --warmup 2 --min-runs "${RUNS:-10}" --style basic \
        --export-markdown "$work/table.md" "${programs[@]}" > "$work/log" 2>&1 || cat "$work/log"
    cat "$work/table.md"
}

echo corpus/test_dual_modality_pubsub.sh > "$work/one"
peers "one small script" "$work/one"
if command -v shellcheck > /dev/null; then
    hyperfine -N --ignore-failure --warmup 2 --style basic --export-markdown "$work/table.md" \
        -n paylint "$paylint check --exit-zero corpus/test_dual_modality_pubsub.sh" \
        -n shellcheck "shellcheck corpus/test_dual_modality_pubsub.sh" > /dev/null 2>&1
    cat "$work/table.md"
fi
# Under names that end in .sh, by which alone ast-grep knows what to read.
mkdir "$work/tree"
number=0
tests/shell/system-scripts | head -n 700 | while IFS= read -r script; do
    cp "$script" "$work/tree/$((number += 1)).sh"
done
find "$work/tree" -type f | sort > "$work/many"
peers "shell scripts of this system" "$work/many"
