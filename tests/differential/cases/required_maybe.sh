# ${x:?} where it may not be expanded, and items that aren't there.
send() { curl -d "{\"a\": \"$1\"}" http://localhost; }
x=
: "${HOME:-${x:?}}"
send 1
if [ -n "$CI" ]; then y=a; else y=b; fi
send "${y:-${x:?}}"
[[ -z $y && ${x:?} ]]
send 2
if (: "${x:?}"); then curl -d '{"request_id": "bad"}' http://localhost; else send 3; fi
a=()
send "${a[0]-none}"
[[ b =~ ^a ]]
send "${BASH_REMATCH[0]-none}"
if [[ $NAME =~ "o.t" ]]; then m=1; else m=0; fi
if [[ $NAME =~ o.t ]]; then k=1; else k=0; fi
send "$m$k"
