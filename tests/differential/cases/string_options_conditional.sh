OPT=
[ -n "${CI:-}" ] && OPT=-v
curl $OPT --json '{"request_id": "unquoted-option"}' http://x
curl ${OPT:+"$OPT"} --json '{"request_id": "quoted-option"}' http://x
