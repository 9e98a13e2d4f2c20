f() { echo part; exit 3; }
A=$(f)
curl --json "{\"a\": \"$A\"}" http://x
