inner() { curl --json "{\"a\": \"$V\"}" http://x; }
outer() { local V=outer; inner; }
V=global
outer
inner
