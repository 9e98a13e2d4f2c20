# run: x
A=1
if [ $# -gt 0 ]; then A=2; fi
curl --json "{\"a\": $A, \"n\": $#}" http://x
