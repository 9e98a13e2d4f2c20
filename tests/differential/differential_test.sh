#!/usr/bin/env bash
# Bash is the judge. Each script of corpus/, tests/rules/ and tests/differential/cases/ is run for
# real, where gcloud, curl and the like are stubs that keep what they are told to send; judge.jq then
# compares that with what paylint predicted without running anything.
#
# `# run: WORDS` in a script asks for one more run with these arguments; `# not reached by the runs`
# says that not everything found in it is sent there.
set -u
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
cd "$root" || exit 1
paylint=${PAYLINT:-$root/build/paylint}

for tool in jq awk base64 timeout; do
    if ! type -P "$tool" > /dev/null; then
        echo "skip differential: there is no $tool"
        exit 0
    fi
done

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/bin" "$work/home"

# ---- A world of stubs ----

for stub in gcloud curl uuidgen python3 openssl; do
    ln -s "$here/stubs/$stub" "$work/bin/$stub"
done
for name in amqp-publish aws gh grpcurl http https kafka-console-producer kafka-console-producer.sh \
    kafkacat kcat mosquitto_pub nats rabbitmqadmin redis-cli rpk websocat wget xh; do
    ln -s "$here/stubs/sender" "$work/bin/$name"
done
for name in psql docker kubectl ssh sleep apt-get man; do
    ln -s "$here/stubs/quiet" "$work/bin/$name"
done
for name in awk base64 basename bash cat chmod cp cut date dirname env envsubst expr false fold grep \
    head ln ls md5sum mkdir mktemp mv nl od paste printf pwd rev rm rmdir sed seq sh sha256sum sort tac tail tee test \
    timeout touch tr true uniq wc which xargs jq; do
    if path=$(type -P "$name"); then
        ln -s "$path" "$work/bin/$name"
    fi
done

scripts=(corpus/*.sh tests/rules/*/*.sh tests/differential/cases/*.sh)

# run SCRIPT VARIABLE=VALUE… -- ARGUMENT…, in a folder of its own below $folder; what is sent goes to
# $log.
runs=0
run() {
    local script=$1 settings=() here_it_runs=$folder/$((runs += 1))
    shift
    while [ "$1" != -- ]; do settings+=("$1") && shift; done
    shift
    mkdir -p "$here_it_runs/tmp"
    (cd "$here_it_runs" && exec env -i PATH="$work/bin" HOME="$work/home" LC_ALL=C.UTF-8 \
        TMPDIR="$here_it_runs/tmp" PAYLINT_TEST_LOG="$log" PAYLINT_TEST_STUBS="$here/stubs" \
        "${settings[@]}" timeout 10 bash "$root/$script" "$@" < /dev/null > tmp/output 2>&1)
    if [ $? -eq 124 ]; then
        echo "not ok $script: bash did not end within 10 seconds"
    fi
}

uuid=5a1c93d0-7b1e-4f0a-9c52-2f1d6f0e8b77
outside=(API_URL=http://api.example TOPIC=requests PROJECT_ID=project CI=1 COUNT=3
    REQUEST_ID=c7f7e0a2-0d4b-4a37-8a52-6f5a3f0e9c11 NAME=outer ID=outer)

# What a script's runs can differ in, so that none is run twice for nothing.
declare -A takes_arguments looks_outside runs_asked
while read -r script; do
    takes_arguments[$script]=1
done < <(grep -lE '\$[@*#1-9]|\$\{[!@*#1-9]|set -|shift|getopts|for [a-z]+;' "${scripts[@]}")
while read -r script; do
    looks_outside[$script]=1
done < <(grep -lwE 'API_URL|TOPIC|PROJECT_ID|CI|COUNT|REQUEST_ID|NAME|ID' "${scripts[@]}")
while IFS=: read -r script arguments; do
    runs_asked[$script]=$arguments
done < <(grep '^# run: ' "${scripts[@]}" | sed 's/:# run: /:/')

# ---- All scripts ----

run_all_ways() {
    local script=$1
    echo "$script" >> "$log"
    run "$script" "${outside[@]}" -- "$uuid" "two words" three
    if [ -n "${takes_arguments[$script]-}" ]; then
        run "$script" A= -- other-id
        run "$script" A= --
    elif [ -n "${looks_outside[$script]-}" ]; then
        run "$script" A= --
    fi
    if [ -n "${runs_asked[$script]-}" ]; then
        # shellcheck disable=SC2086 # words
        run "$script" A= -- ${runs_asked[$script]}
    fi
}

# lane FIRST: every second script.
lane() {
    local i log=$work/log$1 folder=$work/lane$1
    for ((i = $1; i < ${#scripts[@]}; i += 2)); do
        run_all_ways "${scripts[i]}"
    done
}

lane 0 &
lane 1
wait
awk '/^\{/ { sub(/^\{/, "{\"path\":\"" path "\","); print; next } { path = $0 }' \
    "$work/log0" "$work/log1" > "$work/sent"

# ---- The comparison ----

"$paylint" payloads --format json "${scripts[@]}" > "$work/payloads" || echo "not ok paylint payloads: status $?"
"$paylint" check --strict --exit-zero --no-config --format json "${scripts[@]}" > "$work/found" ||
    echo "not ok paylint check: status $?"
grep -lF '# not reached by the runs' "${scripts[@]}" > "$work/unreached"
printf '%s\n' "${scripts[@]}" |
    jq -nrR --slurpfile sent "$work/sent" --slurpfile payloads "$work/payloads" \
        --slurpfile found "$work/found" --rawfile unreached "$work/unreached" \
        -f "$here/judge.jq" > "$work/verdicts" || echo "not ok judge.jq: status $?"
cat "$work/verdicts"
! grep -q '^not ok' "$work/verdicts"
