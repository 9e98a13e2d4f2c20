echo '{"a": 1}' >| one
echo '{"b": 1}' &> two
curl --json @one http://x
curl --json @two http://x
