f() {
    [ "$1" = good ] || return 1
    echo ok
}
A=$(f good)
if f bad; then B=yes; else B=no; fi
curl --json "{\"a\": \"$A\", \"b\": \"$B\"}" http://x
