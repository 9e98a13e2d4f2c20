# In lists that something hangs on, a command that isn't known may fail.
send() { curl -d "{\"a\": \"$1\"}" http://localhost; }
ls /nonex || ls /nonex2 || send 1
if ls /nonex || ls /nonex2; then send not; else send 2; fi
if [ -f /nonex ] || [ -f /nonex2 ]; then send not; else send 3; fi
if ! ls /tmp || ! ls /; then send not; else send 4; fi
is_a() { [[ $1 =~ ^a ]]; }
if is_a abc && ls /nonex; then send not; else send 5; fi
f() {
    ls /nonex || ls /nonex2 || return 1
    return 0
}
f || send 6
g() { if ls /nonex || ls /nonex2; then return 0; else return 1; fi; }
g || send 7
while true; do ls /nonex || ls /nonex2 || break; done
send 8
n=0
until [ $n -ge 2 ] || mkdir /nonex/a/b; do
    send try
    n=$((n + 1))
done
i=0
while [ $i -lt 3 ] && ls /nonex; do i=$((i + 1)); done
send "i $i"
[ 1 = 1 ] && x=$(mkdir /nonex/a/b) || send 9
$EMPTY mkdir "/nonex/$(true)/x" || send 10
sudo -n true || send 11
[[ 010 -eq 8 ]] && send 12
