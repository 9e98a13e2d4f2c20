#!/usr/bin/env bash
# check --fix from outside: what of a file is kept, what is refused, and that nothing is ever lost.
# shellcheck disable=SC2016,SC2317 # scripts; conditions are called by their names, through `check`
set -u
group=fix
# shellcheck source=tests/cli/conditions.sh
. "$(dirname "${BASH_SOURCE[0]}")/conditions.sh"

bad='curl --json '\''{"request_id": "bad-id"}'\'' http://localhost'
uuid='[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}'

# script FILE [LINE…]
script() {
    local file=$1
    shift
    printf '#!/bin/bash\n' > "$file"
    printf '%s\n' "${@:-$bad}" >> "$file"
}
return=$'\r$'

is_fixed() { ! grep -q 'bad-id' "$1" && grep -q uuidgen "$1" && bash -n "$1"; }
is_unfixed() { grep -q 'bad-id' "$1" && ! grep -q uuidgen "$1"; }
holds_only() { [ "$(ls -A "$1")" = "$2" ]; } # no temporary file
stat_is() { [ "$(stat -c "$1" "$2")" = "$3" ]; }
all() { for condition; do eval "$condition" || return; done; }
is_link() { [ -L "$1" ]; }
is_same() { cmp -s "${1#*=}" "${1%=*}"; } # is_same FILE=FILE
holds_finding() { grep -q "\"rule\":\"$1\"" out; }
lacks_fix() { ! grep -q '"fix":' out; }
counts() { [ "$(grep -c "$1" "$2")" -eq "$3" ]; } # counts PATTERN FILE TIMES

# ---- What is kept ----

mkdir kept
for mode in 755 644 600 4755 2711; do
    script kept/a.sh && chmod "$mode" kept/a.sh
    run check --fix kept/a.sh
    check "mode $mode is kept" both is_fixed kept/a.sh stat_is %a kept/a.sh "$mode"
    rm -f kept/a.sh
done
if [ "$(id -u)" -eq 0 ]; then
    script kept/a.sh && chown 4242:4343 kept/a.sh && chmod 4755 kept/a.sh
    run check --fix kept/a.sh
    check "owner and group are kept" both is_fixed kept/a.sh stat_is %u:%g:%a kept/a.sh 4242:4343:4755
    rm kept/a.sh
else
    echo "skip fix: owners are root's to give"
fi

script kept/target.sh
ln -s kept/target.sh link.sh
run check --fix link.sh
check "a symbolic link stays one, its target is fixed" both is_link link.sh is_fixed kept/target.sh
check "beside it nothing is left" holds_only kept target.sh

printf '#!/bin/bash\r\n%s\r\n' "$bad" > crlf.sh
run check --fix crlf.sh
check "CRLF is kept, and isn't taken into the value" all 'counts "$return" crlf.sh 2' 'counts "); curl" crlf.sh 1' 'counts "" crlf.sh 2'
printf '```bash\r\n%s\r\n```\r\n' "$bad" > crlf.md
run check --fix crlf.md
check "CRLF of a host is kept" all '! grep -q bad-id crlf.md' 'counts "$return" crlf.md "$(wc -l < crlf.md)"'
printf '#!/bin/bash\n%s' "$bad" > open.sh
run check --fix open.sh
check "no newline at the end is kept" both is_fixed open.sh [ "$(tail -c 1 open.sh)" = t ]
printf '\xef\xbb\xbf#!/bin/bash\n%s\n' "$bad" > bom.sh
run check --fix bom.sh
check "a byte order mark is kept" [ "$(head -c 3 bom.sh | od -An -tx1)" = " ef bb bf" ]
printf '#!/bin/bash\n: a\0b\n%s\n' "$bad" > nul.sh
run check --fix nul.sh
check "a NUL byte is kept" both status_is 0 [ "$(tr -cd '\0' < nul.sh | wc -c)" -eq 1 ]

# ---- What is refused ----

mkdir linked
script linked/a.sh && ln linked/a.sh linked/b.sh
run check --fix linked/a.sh
check "of a file with two names both stay as they are" both is_unfixed linked/a.sh is_unfixed linked/b.sh
check "it says why" both status_is 2 complains "hard links"
check "and what is still there" all 'grep -q "Found 1 error" out' '! grep -q "^Fixed" out'
script linked/c.sh
run check --fix linked/a.sh linked/c.sh
check "others are fixed" both is_unfixed linked/a.sh is_fixed linked/c.sh

# As somebody who may not write there: root may everywhere.
as_user() {
    if [ "$(id -u)" -eq 0 ]; then
        setpriv --reuid=4242 --regid=4242 --clear-groups timeout 10 "$@"
    else
        timeout 10 "$@"
    fi
}
if as_user true 2> /dev/null && cp "$paylint" paylint-copy && chmod 755 . paylint-copy &&
    as_user ./paylint-copy --version > /dev/null 2>&1; then
    mkdir locked
    script locked/a.sh && chmod 644 locked/a.sh && chmod 555 locked
    as_user ./paylint-copy check --fix locked/a.sh > out 2> err < /dev/null
    status=$? out=$(< out) err=$(< err)
    check "a folder that can't be written to" both status_is 2 complains "locked/a.sh: the fixes are not written"
    check "its file stays as it is" is_unfixed locked/a.sh
    check "what is still there is told" grep -q "Found 1 error" out
    chmod 755 locked
    script kept/a.sh && chown 4242 kept/a.sh 2> /dev/null
    chmod 444 kept/a.sh && chmod 777 kept
    as_user ./paylint-copy check --fix kept/a.sh > out 2> err < /dev/null
    status=$? out=$(< out) err=$(< err)
    check "a file that is read-only" both status_is 2 complains "kept/a.sh: the fixes are not written: it is read-only"
    check "it stays as it is" is_unfixed kept/a.sh
    chmod 755 kept && rm -f kept/a.sh
else
    echo "skip fix: nobody here may be denied a folder"
fi

mkdir full
if mount -t tmpfs -o size=64k none full 2> /dev/null; then
    script full/a.sh && cp full/a.sh before.sh
    head -c 1m /dev/zero > full/filler 2> /dev/null
    run check --fix full/a.sh
    check "a full disk" both status_is 2 complains "not written"
    check "nothing is lost" cmp -s full/a.sh before.sh
    check "no half file is left" holds_only full $'a.sh\nfiller'
    umount full
else
    echo "skip fix: no file system may be mounted"
fi

# A file that may not grow so large: SIGXFSZ is sent as it is written.
mkdir limited
script limited/a.sh "$bad" "# $(head -c 9000 /dev/zero | tr '\0' x)" && cp limited/a.sh before.sh
(ulimit -f 4 && timeout 10 "$paylint" check --fix limited/a.sh > /dev/null 2> err)
status=$? err=$(< err)
check "a limit on the size of files" both status_is 2 complains "not written"
check "the file is as it was" cmp -s limited/a.sh before.sh
check "no part of it is left over" holds_only limited a.sh

# ---- What changes meanwhile ----

# Files are written last: standard input, which comes second, keeps paylint waiting.
mkdir busy
mkfifo gate
begin() {
    script busy/a.sh
    timeout 20 "$paylint" check --fix --jobs 1 busy/a.sh - < gate > out 2> err &
    waiting=$!
    exec 9> gate
    sleep 1
}
finish() {
    exec 9>&-
    wait "$waiting"
    status=$? out=$(< out) err=$(< err)
}
begin && echo 'echo added' >> busy/a.sh && finish
check "a file that has changed meanwhile isn't touched" both is_unfixed busy/a.sh counts added busy/a.sh 1
check "it says so" both status_is 2 complains "changed meanwhile"
begin && rm busy/a.sh && finish
check "a file that has gone isn't made again" both status_is 2 [ ! -e busy/a.sh ]
begin && mv busy/a.sh busy/b.sh && ln -s b.sh busy/a.sh && finish
check "a file that has become a link" both is_link busy/a.sh holds_only busy $'a.sh\nb.sh'
rm -f busy/*
begin && kill -INT "$(pgrep -P "$waiting" || echo "$waiting")" && finish
check "SIGINT: the file is as it was" both is_unfixed busy/a.sh holds_only busy a.sh

if strace -o /dev/null true 2> /dev/null; then
    # in_write ACTION: in the middle of writing the new file. Leaks can't be looked for under strace.
    in_write() {
        script busy/a.sh && cp busy/a.sh before.sh
        timeout 20 strace -f -qq -o /dev/null -e trace=fsync -e inject=fsync:"$1" \
            env ASAN_OPTIONS=detect_leaks=0 "$paylint" check --fix busy/a.sh > out 2> err < /dev/null &
        wait $! 2> /dev/null
        status=$? out=$(< out) err=$(< err)
    }
    in_write error=EIO
    check "a disk that fails" both status_is 2 cmp -s busy/a.sh before.sh
    check "a disk that fails: nothing is left over" holds_only busy a.sh
    in_write signal=INT
    check "SIGINT in the middle of writing: all of it or nothing" is_fixed busy/a.sh
    check "SIGINT in the middle of writing: nothing is left over" holds_only busy a.sh
    in_write signal=KILL
    check "SIGKILL in the middle of writing: all of it or nothing" cmp -s busy/a.sh before.sh
else
    echo "skip fix: there is no strace, or it may not trace"
fi

# ---- Standard input ----

script piped.sh
input=piped.sh
run check --fix -
check "--fix -: the fixed text on standard output" is_fixed out
run check --fix - --format json
check "--fix -: only that, whatever the format" is_fixed out
check "--fix -: the report on standard error" complains '"fixed":1'
check "standard input's file isn't written" is_unfixed piped.sh
printf 'echo "$(no bad-id' > broken.sh
input=broken.sh
run check --fix -
check "--fix -: what can't be fixed is printed as it is" cmp -s out broken.sh
printf 'a\0b\r\n\xff' > bytes.sh
input=bytes.sh
run check --fix -
check "--fix -: all bytes of it" cmp -s out bytes.sh
input=/dev/null
run check --fix -
check "--fix -: nothing for nothing" both status_is 0 [ ! -s out ]

# ---- Several files ----

mkdir -p tree
script tree/lib.sh 'ID="bad-id"'
for name in one two; do
    script "tree/$name.sh" '. "$(dirname "$0")/lib.sh"' 'curl --json "{\"request_id\": \"$ID\"}" http://localhost'
done
cp -R tree before
git init -q tree 2> /dev/null
run check --fix --diff tree
check "--diff changes nothing" diff -r -x .git tree before
cp out patch
run check --fix tree
check "a file that two scripts source is fixed once" both status_is 0 counts uuidgen tree/lib.sh 1
check "those that source it stay as they are" both is_same tree/one.sh=before/one.sh is_same tree/two.sh=before/two.sh
check "--diff is what --fix did" git apply --reverse --check patch
mkdir -p 'tree/a folder'
script 'tree/a folder/c.sh' && ln -s 'a folder/c.sh' tree/link.sh
(cd tree && "$paylint" check --diff "$PWD/link.sh" 'a folder/../a folder/c.sh' > ../patch 2> /dev/null)
check "--diff names files as git does" git -C tree apply --check ../patch
run check --fix tree
check "a second --fix changes nothing" counts uuidgen tree/lib.sh 1

mkdir data
printf '{"request_id": "bad-id",\r\n "n": 1}\r\n' > data/body.json
for name in one two; do
    script "data/$name.sh" 'curl --json @"$(dirname "$0")/body.json" http://localhost'
done
run check --fix data
check "a JSON file that two scripts send gets a UUID" both status_is 0 grep -Eq "^.\"request_id\": \"$uuid\"," data/body.json
check "its line endings are kept" counts $'\r$' data/body.json 2

# ---- What isn't to be fixed ----

script hushed.sh "$bad # paylint: ignore[request_id-must-be-UUID] meant" && cp hushed.sh before.sh
run check --fix hushed.sh
check "what is suppressed stays" cmp -s hushed.sh before.sh
script known.sh && cp known.sh before.sh
run check --write-baseline known.json known.sh
run check --fix --baseline known.json known.sh
check "what the baseline holds stays" cmp -s known.sh before.sh
script both.sh "$bad" 'curl --json '\''{"n": [1,]}'\'' http://localhost' && cp both.sh before.sh
run check --fix --select uuidgen-lowercase both.sh
check "--select: other rules' findings stay" cmp -s both.sh before.sh
run check --fix --ignore request_id-must-be-UUID both.sh
check "--ignore: its findings stay" counts bad-id both.sh 1

# ---- Told as edits ----

# Any of them may be made without the others.
script format.sh "printf '{\"a\": \"one\\ntwo\"}' | curl --json @- http://localhost"
run check --format json format.sh
check "a fix that wouldn't hold isn't told" both holds_finding payload-must-be-JSON lacks_fix
script clash.sh 'ID=req-$(uuidgen)' 'curl --json "{\"request_id\": \"$ID\"}" http://localhost'
run check --format json clash.sh
check "each of two that clash is told" [ "$(grep -o '"fix":' out | wc -l)" -eq 2 ]
script both.sh 'curl --json '\''{"n": [1,]}'\'' http://localhost'
run check --format json both.sh
check "what is deleted has an empty text" grep -q '"end":[0-9]*,"text":""}' out

# ---- Much of it ----

many() {
    printf '#!/bin/bash\n'
    seq -f "curl --json '{\"request_id\": \"bad-id-%.0f\"}' http://localhost
curl --json '{\"request_id\": 5' http://localhost" 1 "$1"
}
many 1000 > many.sh
run check --fix many.sh
check "a thousand findings beside two thousand that stay, within seconds" counts '^BAD_ID_.*uuidgen' many.sh 1000
{
    script /dev/stdout
    yes ": $(head -c 500 /dev/zero | tr '\0' y)" | head -n 20000
    echo "$bad"
} > large.sh
run check --fix large.sh
check "ten megabytes" both status_is 0 counts uuidgen large.sh 1

exit "$failed"
