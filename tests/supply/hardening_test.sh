#!/usr/bin/env bash
# How the programs are hardened, as readelf(1) reads it from the binary.
# shellcheck disable=SC2317 # conditions are called by their names
set -u
failed=0
paylint=${PAYLINT:-$(pwd)/build/paylint}

check() {
    if "${@:2}"; then
        echo "ok hardening: $1"
    else
        echo "not ok hardening: $1"
        failed=1
    fi
}
says() { readelf "-W$1" "$program" 2> /dev/null | grep -q -E -e "$2"; }
says_not() { ! says "$@"; }

if ! command -v readelf > /dev/null; then
    echo "skip hardening: there is no readelf(1)"
    exit 0
fi
if readelf -Ws "$paylint" | grep -q __asan_init; then
    echo "skip hardening: built with sanitizers, which don't go with it"
    exit 0
fi
for program in "$paylint" "${paylint%/*}/paylint-watch"; do
    name=${program##*/}
    [ -e "$program" ] || continue
    check "$name: position-independent" says h 'Type: +DYN'
    check "$name: known as a program to be put anywhere" says d 'FLAGS_1.*PIE'
    check "$name: relocations are read-only" says l GNU_RELRO
    check "$name: all of them: bound at start" says d 'FLAGS_1.*NOW|BIND_NOW'
    check "$name: the stack isn't executable" says l 'GNU_STACK +.* RW '
    check "$name: no segment is writable and executable" says_not l 'LOAD .* RWE '
    check "$name: no text that is relocated" says_not d TEXTREL
    check "$name: no path to look for libraries in" says_not d 'RPATH|RUNPATH'
    check "$name: stacks are protected" says s ' __stack_chk_fail'
    check "$name: calls are fortified" says s ' __(memcpy|printf|fprintf|snprintf|vsnprintf|vfprintf)_chk'
done

# Where branches may lead to (CET). Of a program the C library's start files decide what it says of itself.
mapfile -d '' objects < <(find "${paylint%/*}/obj/src" "${paylint%/*}/grammars" -name '*.o' -print0)
if readelf -Wh "$paylint" | grep -q -E 'Machine: +.*X86-64' && [ "${#objects[@]}" -gt 0 ]; then
    check "each object is compiled with branch protection" \
        [ "$(readelf -Wn "${objects[@]}" | grep -c -E 'x86 feature: .*IBT.*SHSTK')" -eq "${#objects[@]}" ]
else
    echo "skip hardening: branch protection: another machine, or no objects"
fi
exit "$failed"
