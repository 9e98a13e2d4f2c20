join() {
    local sep=$1 out=$2
    shift 2
    for x; do out+=$sep$x; done
    echo "$out"
}
curl --data-binary "$(join , a b c)" http://x
curl --json "[$(join , 1 2 "$(join , 3 4)")]" http://x
