show() { curl --data-binary "$#:$1" http://x; }
show $(echo "a b  c")
show "$(echo "a b  c")"
show pre$(echo "1 2")post
