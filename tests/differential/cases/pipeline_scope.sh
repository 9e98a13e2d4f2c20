A=outer
echo inner | read -r A
curl --json "{\"a\": \"$A\"}" http://x
echo piped | { read -r A; curl --json "{\"a\": \"$A\"}" http://x; }
