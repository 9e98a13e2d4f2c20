# Newlines before what prints nothing are the end of a substitution, too.
x=$(echo A; no_such_command arg)
curl -d "{\"a\": \"$x\"}" http://localhost
x=$(echo B; rm -f /tmp/none; true; [ -n "$x" ]; sleep 0)
curl -d "{\"b\": \"$x\"}" http://localhost
x=$(echo; no_such_command; no_such_command)
curl -d "{\"c\": \"$x\"}" http://localhost
x=$(printf 'D\n\n'; no_such_command; echo E)
curl --data-urlencode "d=$x" http://localhost
x=$(echo F; mkdir -pv sub/folder)
curl --data-urlencode "f=$x" http://localhost
