#!/usr/bin/env bash
# Under strace(1): paylint opens no socket and starts no program while it checks scripts that would, were
# they run; nothing that they would do is done, and nothing is written but what was asked for. git alone
# is asked, for --changed-since.
# shellcheck disable=SC2016,SC2317 # scripts; conditions are called by their names
set -u
group=run-time
# shellcheck source=tests/cli/conditions.sh
. "$(dirname "${BASH_SOURCE[0]}")/../cli/conditions.sh"

if ! strace -V > /dev/null 2>&1 || ! strace -o /dev/null true 2> /dev/null; then
    echo "skip $group: there is no strace(1), or it may not trace"
    exit 0
fi
if grep -q __asan_init "$paylint"; then
    echo "skip $group: the leak sanitizer can't be traced"
    exit 0
fi

mkdir -p tree/bin tree/.github/workflows
# Programs of the tree that a search in PATH could meet, and a configuration that names files.
for name in git bash sh uuidgen curl jq gcloud make tr; do
    printf '#!/bin/sh\ntouch "%s/was-run-%s"\n' "$PWD" "$name" > "tree/bin/$name"
    chmod +x "tree/bin/$name"
done
cat > tree/a.sh << END
#!$PWD/tree/bin/bash
touch "$PWD/was-run-script"; exec 3<>/dev/tcp/127.0.0.1/9
ID=\$(touch "$PWD/was-run-substitution"; uuidgen)
X=\`touch "$PWD/was-run-backticks"\`; eval 'touch "$PWD/was-run-eval"'
. ./lib.sh; source <(curl http://127.0.0.1:9/)
trap 'touch "$PWD/was-run-trap"' EXIT
curl --json '{"request_id": "bad"}' http://127.0.0.1:9/
echo x > "$PWD/was-run-redirect"
jq -n --arg id "\$ID" '{request_id: \$id, env: env, input: input_filename}' | curl -d @- http://127.0.0.1:9/
END
printf 'touch "%s/was-run-library"\n' "$PWD" > tree/lib.sh
printf 'X := $(shell touch %s/was-run-make)\nall:\n\tcurl --json '\''{"request_id": "bad"}'\'' http://x\n' "$PWD" > tree/Makefile
printf 'FROM x\nRUN touch %s/was-run-docker\n' "$PWD" > tree/Dockerfile
printf '```sh\ntouch %s/was-run-markdown\n```\n' "$PWD" > tree/README.md
printf 'jobs:\n  a:\n    runs-on: x\n    steps:\n      - run: touch %s/was-run-workflow\n' "$PWD" > tree/.github/workflows/x.yml
echo '{ "extends": [ "paylint:builtin", "more.json" ], "messages": { "m": { "destination": "x", "schema": "s.json" } } }' > tree/paylint.json
echo '{ "$schema": "http://127.0.0.1:9/x" }' > tree/more.json
echo '{ "$ref": "http://127.0.0.1:9/schema.json" }' > tree/s.json
echo '{"request_id": "bad"}' > m.ndjson

# trace ARGUMENT…: what system calls are made, in all threads, into trace.
trace() {
    PATH="$PWD/tree/bin:$PATH" timeout 120 "$(command -v strace)" -f -o trace -e trace=%process,%network,%file,open,openat,creat \
        "$paylint" "$@" > out 2> err < /dev/null
    status=$?
}
opens_no_socket() { ! grep -E '(socket|connect|bind|listen|accept4?|socketpair|sendto|sendmsg)\(' trace > found; }
starts_nothing() { [ "$(grep -c -E 'execve(at)?\(' trace)" -eq 1 ] && ! grep -E '(vfork|[^a-z]fork)\(' trace > found && ! grep -E 'clone3?\(' trace | grep -v CLONE_THREAD > found; }
nothing_was_run() { ! ls was-run-* > found 2> /dev/null; }
# Files that are opened to be written, made, renamed or removed.
writes_only() {
    grep -E 'O_WRONLY|O_RDWR|O_CREAT|^[0-9]+ +(creat|rename|unlink|mkdir|rmdir|link|symlink|truncate|fchmod|chmod|chown|fchown|mknod)[a-z0-9]*\(' trace | grep -v -E "/dev/(null|tty)|ENOENT" | grep -v -F -e "$1" > found
    [ ! -s found ]
}
nowhere='no such name'
all() { while [ $# -gt 0 ]; do eval "$1" || { head -3 found; return 1; }; shift; done; }
innocent=(opens_no_socket starts_nothing nothing_was_run)

while IFS='|' read -r name words; do
    read -ra arguments <<< "$words"
    trace "${arguments[@]}"
    check "$name: no socket, no program, nothing of what is scanned is run" all "${innocent[@]}"
    check "$name: nothing is written" writes_only "$nowhere"
    check "$name: ends by itself" [ "$status" -le 2 ]
done << 'END'
check|check tree
check, several at once|check --jobs 4 --strict --verbose tree
each kind of report|check --format sarif tree
what fixes would do|check --diff --unsafe-fixes tree
payloads|payloads --format json tree
audit|audit --format html tree
messages|validate m.ndjson
rules|rules
a rule|explain uuidgen-lowercase
END
check "the scripts were read: findings are told" [ -s out ]
trace check --fix --unsafe-fixes tree
check "--fix: no socket, no program" all "${innocent[@]}"
check "--fix: writes below the tree only" writes_only "$(realpath tree)/"
check "--fix: has fixed" grep -q uuidgen tree/a.sh

git init -q repository && cp -r tree/bin tree/a.sh repository
(cd repository && git -c user.name=x -c user.email=x@x add . && git -c user.name=x -c user.email=x@x commit -qm x && echo "curl --json '{\"request_id\": \"new\"}' http://x" >> a.sh)
cd repository || exit 1
timeout 120 strace -f -o ../trace -e trace=%process,%network "$paylint" check --changed-since HEAD . > ../out 2> ../err
cd ..
# Each place in PATH is tried; what ends in another thread's words is unfinished here.
programs() { grep -F 'execve("' trace | grep -v -F ' = -1 ' | sed 's/^[^"]*"\([^"]*\)".*/\1/; s|.*/||' | sort -u | tr '\n' ' '; }
check "--changed-since asks git, and nothing else" [ "$(programs)" = "git paylint " ]
check "and that opens no socket either" all opens_no_socket nothing_was_run
exit "$failed"
