set -- given
E=
send() { curl --json "{\"a\": \"$1\"}" http://x; }
send "${1:-d}"
send "${2:-d}"
send "${2-d}"
send "${E:-d}"
send "${E-d}"
send "${1:+alt}"
send "${E:+alt}"
send "${E+alt}"
send "${2:-$(echo nested) ${1}}"
send "${V:=assigned}"
send "$V"
