if ! command -v nothing-of-this-name > /dev/null; then A=missing; else A=there; fi
curl --json "{\"a\": \"$A\"}" http://x
