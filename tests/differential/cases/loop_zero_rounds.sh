A=kept
for n in; do A=never; done
curl --json "{\"a\": \"$A\"}" http://x
