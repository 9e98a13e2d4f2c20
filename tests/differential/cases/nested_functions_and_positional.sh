outer() {
    inner() { curl --data-binary "inner $1 $#" http://x; }
    inner "$2"
    curl --data-binary "outer $1 $#" http://x
}
outer a b
inner c
