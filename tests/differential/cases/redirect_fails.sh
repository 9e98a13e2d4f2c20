# A redirection that fails makes the command fail.
send() { curl -d "{\"a\": \"$1\"}" http://localhost; }
: > /nonex/a/b || send 1
if ! : > /nonex/a/c; then send 2; fi
{ true; } > /nonex/d || send 3
[ -n x ] 2> /nonex/e || send 4
v() { true > /nonex/f; }
v || send 5
w() { true < /nonex/g; }
w || send 6
while : < /nonex/h; do sleep 1; done
send 7
until : > /nonex/i; do
    send 8
    break
done
true > /dev/null && send 9
true 2>&1 && send 10
