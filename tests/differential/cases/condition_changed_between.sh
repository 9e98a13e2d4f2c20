M=${CI:-}
if [ -n "$M" ]; then A=first; else A=none; fi
M=
if [ -n "$M" ]; then B=first; else B=none; fi
curl --json "{\"a\": \"$A\", \"b\": \"$B\"}" http://x
