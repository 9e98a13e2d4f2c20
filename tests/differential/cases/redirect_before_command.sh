< /dev/null curl --json '{"a": 1}' http://x
> out.txt echo '{"b": 2}'
curl --json @out.txt http://x
