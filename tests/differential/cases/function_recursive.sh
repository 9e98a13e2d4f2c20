down() {
    curl --json "{\"n\": $1}" http://x
    if [ "$1" -gt 0 ]; then down $(($1 - 1)); fi
}
down 2
