#!/usr/bin/env bash
# `make bench`, finished messages: `paylint validate` beside ajv and sourcemeta's jsonschema, on the
# same messages by the same schema in one run, each on one core; and what only reading the bytes
# takes. In: PAYLINT, the program; BUILD, where npm installs the peers. COUNT messages. Peers that
# can't be installed are left out and said.
set -u
paylint=${PAYLINT:?the program to measure}
build=${BUILD:?the build folder}
count=${COUNT:-200000}
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
schema=$here/message.schema.json
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
command -v hyperfine > /dev/null || { echo "hyperfine is not installed" >&2; exit 1; }

# The schema alone, as the peers have it; and all of the built-in rules besides.
contract="\"messages\": { \"message\": { \"destination\": \"bench\", \"schema\": \"$schema\" } }"
cat > "$work/schema.json" << JSON
{ "extends": [], $contract, "rules": {
  "payload-must-be-JSON": { "severity": "error", "summary": "JSON", "payload": { "check": "json-syntax" } },
  "message-contract": { "severity": "error", "summary": "as the schema says", "payload": { "check": "contract" } } } }
JSON
echo "{ $contract }" > "$work/all.json"

one_core=
command -v taskset > /dev/null && one_core="taskset -c 0 "
if [ ! -d "$build/bench/node_modules" ]; then
    mkdir -p "$build/bench" && echo '{}' > "$build/bench/package.json"
    npm install --silent --no-package-lock --no-audit --no-fund --prefix "$build/bench" \
        ajv ajv-formats @sourcemeta/jsonschema > /dev/null 2>&1
fi
peers=$build/bench/node_modules
has_ajv=
[ -d "$peers/ajv" ] && command -v node > /dev/null && has_ajv=1
# The program itself: its launcher would cost the start of node.
jsonschema=$(find "$peers/@sourcemeta" -name "jsonschema-linux-$(uname -m)" 2> /dev/null | head -n 1)
[ -n "$has_ajv" ] || echo "(ajv is not installed: npm install ajv ajv-formats)"
[ -x "$jsonschema" ] || echo "(sourcemeta's jsonschema is not installed: npm install @sourcemeta/jsonschema)"

# compare TITLE MESSAGES: runs each program over the file.
compare() {
    local messages=$2 validate="$paylint validate --destination bench $2"
    local programs=(
        -n 'paylint, the schema' "$one_core$validate --jobs 1 --config $work/schema.json"
        -n 'paylint, the schema and all rules' "$one_core$validate --jobs 1 --config $work/all.json"
        -n 'paylint, the schema, all cores' "$validate --config $work/schema.json"
    )
    [ -z "$has_ajv" ] || programs+=(-n 'ajv (node)' "${one_core}node $here/ajv.mjs $schema $messages $peers")
    [ ! -x "$jsonschema" ] || programs+=(-n "jsonschema (sourcemeta), --fast"
        "$one_core$jsonschema validate --fast --continue $schema $messages")
    programs+=(-n 'wc -l' "wc -l $messages" -n cat "cat $messages")
    echo "== $1: $(wc -l < "$messages") messages, $(wc -c < "$messages") bytes"
    hyperfine -N --ignore-failure --warmup 1 --min-runs "${RUNS:-10}" --style basic \
        --export-markdown "$work/table.md" "${programs[@]}" > "$work/log" 2>&1 || cat "$work/log"
    cat "$work/table.md"
}

# jsonschema tells by .jsonl that each line is a message.
awk -v count="$count" -f "$here/messages.awk" > "$work/mixed.jsonl"
compare "finished messages, 2 % of them wrong" "$work/mixed.jsonl"
awk -v count="$count" -v right=1 -f "$here/messages.awk" > "$work/right.jsonl"
compare "finished messages, all of them right" "$work/right.jsonl"
