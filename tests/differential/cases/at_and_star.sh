set -- "a b" c
show() { curl --data-binary "$#:$1:${2-none}" http://x; }
show "$@"
show "$*"
show $@
show x"$@"y
show "${@:2}"
show "${@:1:1}"
