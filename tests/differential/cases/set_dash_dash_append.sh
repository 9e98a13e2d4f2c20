set --
for x in a b; do set -- "$@" --opt "$x"; done
curl --data-binary "$*" http://x
