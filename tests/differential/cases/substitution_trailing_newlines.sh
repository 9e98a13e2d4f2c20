A=$(printf 'a\n\n\n')
B=`printf 'b\n'`
curl --json "{\"a\": \"$A\", \"b\": \"$B\"}" http://x
