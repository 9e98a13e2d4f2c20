f() { curl --json "{\"a\": \"$1\", \"n\": $#, \"all\": \"$*\", \"last\": \"${2:-none}\"}" http://x; }
f one
f one two
f "one two" three
