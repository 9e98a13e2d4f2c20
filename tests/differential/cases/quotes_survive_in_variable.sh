Q='"quoted words"'
show() { curl --data-binary "$#:$1" http://x; }
show $Q
eval "show $Q"
