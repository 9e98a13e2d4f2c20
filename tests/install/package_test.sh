#!/usr/bin/env bash
# The Debian package and the static program: made, looked over by lintian, installed into folders of their
# own and run there. In: BUILD. `make reproducible` compares builds in different places.
set -u
build=${BUILD:?the folder that it is built in}
build=${build#"$PWD/"}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0
result() {
    if [ "$1" = 0 ]; then echo "ok package: $2"; else echo "not ok package: $2"; failed=1; fi
}
made() { make --no-print-directory BUILD="$build" "$@" > "$work/log" 2>&1 || { tail -n 20 "$work/log"; return 1; }; }

# Neither can be made of a program with sanitizers.
if nm -D "$build/paylint" | grep -q __asan_init; then
    echo "skip package: this build has sanitizers"
    exit 0
fi

# ---- Debian ----

if command -v dpkg-deb > /dev/null; then
    made deb
    result $? 'make deb'
    deb=$(tail -n 1 "$work/log")
    cp "$deb" "$work/first.deb"
    sleep 1
    made deb && cmp "$deb" "$work/first.deb"
    result $? 'the same again, byte for byte'
    if command -v lintian > /dev/null; then
        lintian --fail-on error,warning "$deb" > "$work/lintian" 2> /dev/null
        result $? "lintian: $(head -n 3 "$work/lintian" | tr '\n' ' ')"
    else
        echo 'skip package: lintian is not installed'
    fi
    [ "$(dpkg-deb --field "$deb" Version)" = "$("$build/paylint" --version | cut -d ' ' -f 2)" ]
    result $? 'its version is that of the program'
    if [ "$(id -u)" = 0 ]; then
        root=$work/root
        mkdir -p "$root/var/lib/dpkg/info" "$root/var/lib/dpkg/updates" "$root/var/lib/dpkg/triggers"
        : > "$root/var/lib/dpkg/status"
        # What it depends on is the system's.
        dpkg --root="$root" --force-depends --force-not-root --force-script-chrootless --install "$deb" > "$work/log" 2>&1
        result $? "dpkg installs it: $(tail -n 1 "$work/log")"
        "$root/usr/bin/paylint" check --exit-zero corpus > "$work/found" && "$build/paylint" check --exit-zero corpus | cmp - "$work/found"
        result $? 'and it runs'
        [ "$(dpkg --root="$root" --verify paylint)" = "" ];  result $? 'its checksums are right'
        dpkg --root="$root" --force-depends --purge paylint > "$work/log" 2>&1 &&
            [ -z "$(find "$root" -path "$root/var/lib/dpkg" -prune -o -type f ! -path '*/var/log/*' -print)" ]
        result $? 'dpkg takes it away again, and nothing is left'
    else
        echo 'skip package: dpkg installs as root only'
    fi
    if [ -x "$build/paylint-watch" ]; then
        made deb-watch
        result $? 'make deb-watch'
        deb=$(tail -n 1 "$work/log")
        cp "$deb" "$work/first.deb"
        made deb-watch && cmp "$deb" "$work/first.deb"
        result $? 'paylint-watch: the same again, byte for byte'
        if command -v lintian > /dev/null; then
            lintian --fail-on error,warning "$deb" > "$work/lintian" 2> /dev/null
            result $? "paylint-watch: lintian: $(head -n 3 "$work/lintian" | tr '\n' ' ')"
        fi
        dpkg-deb --field "$deb" Depends | grep -q 'libgrpc29.*libmicrohttpd12'
        result $? 'paylint-watch: it depends on the libraries that it needs'
        mkdir "$work/both"
        # Both packages go beside each other: no file is in two.
        for one in "$build"/paylint_*.deb "$deb"; do dpkg-deb --contents "$one" | grep -v '/$' | sed 's/.* //'; done | sort | uniq -d > "$work/twice"
        [ ! -s "$work/twice" ];  result $? "paylint-watch: no file is in both packages $(head -n 3 "$work/twice")"
        dpkg-deb --extract "$deb" "$work/both" && [ "$("$work/both/usr/bin/paylint-watch" --version)" = "$("$build/paylint-watch" --version)" ] &&
            zcat "$work/both/usr/share/man/man1/paylint-watch.1.gz" | grep -q '^.It Fl -dead-letter' &&
            ls "$work"/both/usr/share/{bash-completion/completions/paylint-watch,zsh/vendor-completions/_paylint-watch,fish/vendor_completions.d/paylint-watch.fish} > "$work/log"
        result $? 'paylint-watch: program, page and completions'
    fi
else
    echo 'skip package: dpkg-deb is not installed'
fi

# ---- Static ----

if made static; then
    static=$(tail -n 1 "$work/log")
    ldd "$static" > "$work/libraries" 2>&1
    grep -q -e 'statically linked' -e 'not a dynamic executable' "$work/libraries"
    result $? 'the static program needs no library'
    mkdir "$work/empty" && cp "$static" "$work/empty/paylint"
    cp corpus/test_dual_modality_pubsub.sh corpus/test_uuid_validation.sh "$work/empty/"
    if chroot "$work/empty" /paylint --version > /dev/null 2>&1; then
        chroot "$work/empty" /paylint check --format json /test_dual_modality_pubsub.sh > "$work/found"
        [ $? = 1 ] && [ "$(jq '.findings | length' "$work/found")" = 3 ]
        result $? 'and runs where nothing else is: findings'
        chroot "$work/empty" /paylint check /test_uuid_validation.sh > /dev/null
        result $? 'and runs where nothing else is: nothing found'
        chroot "$work/empty" /paylint check --fix /test_dual_modality_pubsub.sh > /dev/null &&
            grep -q uuidgen "$work/empty/test_dual_modality_pubsub.sh"
        result $? 'and fixes there'
    else
        echo 'skip package: chroot is for root only'
    fi
elif grep -q 'source of cJSON could not be fetched' "$work/log"; then
    echo 'skip package: the source of cJSON, for the static program, could not be fetched'
else
    result 1 "make static: $(tail -n 3 "$work/log" | tr '\n' ' ')"
fi
exit "$failed"
