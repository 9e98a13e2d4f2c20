#!/usr/bin/env bash
# `make bench`: paylint beside its peers over the same files in the same run. Figures of one machine
# mean little; ratios mean something. Peers that aren't installed are left out and said.
# In: PAYLINT, the program; RUNS, how often each is run (10); FILES, of the repository (50000);
# ONLY, the parts to run (a b c d lsp growth). docs/performance.md says what is measured.
set -u
paylint=${PAYLINT:?the program to measure}
runs=${RUNS:-10}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
command -v hyperfine > /dev/null || { echo "hyperfine is not installed" >&2; exit 1; }
here=$(cd "$(dirname "$0")/bench" && pwd)
debian_rg=$(command -v rg || true)

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

wanted() { [[ " ${ONLY:-a b c d lsp growth} " == *" $1 "* ]]; }

# compare TITLE NAME COMMAND [NAME COMMAND]...: times the commands together; ratios are to the first.
# A command that is empty is a peer that isn't there.
compare() {
    local title=$1 programs=() missing=()
    shift
    for ((; $# > 0;)); do
        if [ -n "$2" ]; then programs+=(-n "$1" "$2"); else missing+=("$1"); fi
        shift 2
    done
    echo
    echo "== $title"
    hyperfine -N --ignore-failure --warmup 2 --runs "$runs" --export-csv "$work/times.csv" \
        "${programs[@]}" > "$work/log" 2>&1 || { cat "$work/log"; return; }
    printf '%-18s %9s %9s %9s %9s %9s\n' program 'mean ms' 'least ms' 'CPU ms' 'ratio' 'of CPU'
    awk -F, 'NR > 1 {
        cpu = $5 + $6
        if (NR == 2) { first = $2; first_cpu = cpu }
        printf "%-18s %9.1f %9.1f %9.1f %9.2f %9.2f\n", $1, $2 * 1000, $7 * 1000, cpu * 1000, $2 / first, cpu / first_cpu
    }' "$work/times.csv"
    [ ${#missing[@]} -eq 0 ] || echo "not installed: ${missing[*]}"
}

# peer PROGRAM COMMAND: the command if the program is there.
peer() { command -v "$1" > /dev/null && echo "$2"; }

if wanted a; then
    script=corpus/test_dual_modality_pubsub.sh
    compare "(a) one small script: $(wc -c < $script) bytes" \
        paylint "$paylint check --exit-zero $script" \
        ast-grep "$(peer ast-grep "ast-grep scan -r $work/rules.yml $script")" \
        shellcheck "$(peer shellcheck "shellcheck $script")" \
        cat "cat $script"
fi

if wanted b; then
    # Under names that end in .sh, by which alone ast-grep knows what to read.
    mkdir "$work/tree"
    number=0
    while IFS= read -r script; do
        cp "$script" "$work/tree/$((number += 1)).sh"
    done < <(tests/shell/system-scripts | head -n "${SCRIPTS:-750}")
    compare "(b) $number scripts of this system: $(cat "$work"/tree/* | wc -c) bytes" \
        paylint "$paylint check --exit-zero $work/tree" \
        'paylint --jobs 1' "$paylint check --exit-zero --jobs 1 $work/tree" \
        'paylint --no-prefilter' "$paylint check --exit-zero --no-prefilter $work/tree" \
        ast-grep "$(peer ast-grep "ast-grep scan -r $work/rules.yml $work/tree")" \
        ripgrep "${debian_rg:+$debian_rg -c request_id $work/tree}" \
        cat "find $work/tree -type f -exec cat {} +"
fi

if wanted c; then
    "$here/make-repository" -v folder="$work/repository" -v files="${FILES:-50000}"
    compare "(c) a repository of ${FILES:-50000} files: $(du -sb "$work/repository" | cut -f1) bytes" \
        paylint "$paylint check --exit-zero $work/repository" \
        'paylint --jobs 1' "$paylint check --exit-zero --jobs 1 $work/repository" \
        ripgrep "${debian_rg:+$debian_rg -c request_id $work/repository}" \
        ast-grep "$(peer ast-grep "ast-grep scan -r $work/rules.yml $work/repository")" \
        cat "find $work/repository -type f -exec cat {} +"
fi

if wanted d; then
    "$here/make-script" -v size=5000000 > "$work/large.sh"
    compare "(d) one script of $(wc -c < "$work/large.sh") bytes" \
        paylint "$paylint check --exit-zero $work/large.sh" \
        ast-grep "$(peer ast-grep "ast-grep scan -r $work/rules.yml $work/large.sh")" \
        ripgrep "${debian_rg:+$debian_rg -c request_id $work/large.sh}" \
        cat "cat $work/large.sh"
    if [ -x /usr/bin/time ]; then
        /usr/bin/time -f %M -o "$work/peak" "$paylint" check --exit-zero "$work/large.sh" > /dev/null
        awk -v bytes="$(wc -c < "$work/large.sh")" \
            '{ printf "peak memory of paylint: %d kB, %.1f times the file\n", $1, $1 * 1024 / bytes }' "$work/peak"
    fi
fi

if wanted lsp; then
    "$here/make-script" -v size=25800 > "$work/edited.sh"
    for changes in 0 200; do
        "$here/make-session" "$changes" "$work/edited.sh" > "$work/session.$changes"
    done
    hyperfine -N --warmup 1 --runs "$runs" --export-csv "$work/lsp.csv" \
        "sh -c '$paylint lsp < $work/session.0'" "sh -c '$paylint lsp < $work/session.200'" \
        > "$work/log" 2>&1 || cat "$work/log"
    echo
    echo "== (lsp) paylint lsp: a change in a script of $(wc -l < "$work/edited.sh") lines, up to what is found in it"
    awk -F, 'NR > 1 { mean[NR] = $2; least[NR] = $7 }
        END { printf "%.1f ms in the mean, %.1f ms at least\n", (mean[3] - mean[2]) * 5, (least[3] - least[2]) * 5 }' \
        "$work/lsp.csv"
fi

# cost FILE: instructions, or milliseconds of CPU where there is no callgrind.
cost() {
    if command -v valgrind > /dev/null; then
        valgrind --tool=callgrind --callgrind-out-file=/dev/null "$paylint" check --exit-zero --no-prefilter --jobs 1 "$1" \
            2>&1 > /dev/null | awk '/Collected/ { print $NF }'
    else
        hyperfine -N --ignore-failure --warmup 1 --runs 5 --export-csv "$work/one.csv" \
            "$paylint check --exit-zero --no-prefilter --jobs 1 $1" > /dev/null 2>&1
        awk -F, 'NR == 2 { printf "%d\n", ($5 + $6) * 1e6 }' "$work/one.csv"
    fi
}

if wanted growth; then
    echo
    echo "== growth: what 10 times and 100 times as much of one kind costs, start-up left out"
    printf '%-16s %12s %12s %12s %8s %8s\n' kind 100 1000 10000 10x 100x
    : > "$work/nothing.sh"
    start=$(cost "$work/nothing.sh")
    for kind in statements heredoc-lines heredocs substitutions branches cases case-variables loops variables \
        functions calls pipelines long-line JSON-members payloads fixing mending; do
        costs=()
        for count in 100 1000 10000; do
            "$here/make-growth" -v kind="$kind" -v count="$count" > "$work/growth.sh"
            costs+=($(($(cost "$work/growth.sh") - start)))
        done
        printf '%-16s %12d %12d %12d' "$kind" "${costs[@]}"
        awk -v a="${costs[0]}" -v b="${costs[1]}" -v c="${costs[2]}" \
            'BEGIN { printf " %8.1f %8.1f%s\n", b / a, c / a, (c > 150 * a ? "  more than linear" : "") }'
    done
fi
