set --
show() { curl --data-binary "$#" http://x; }
show "$@"
show "$*"
show $UNSET_ONE
show "$UNSET_ONE"
show "${L[@]}"
