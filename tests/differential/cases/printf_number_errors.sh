curl --data-binary "$(printf '%d' 12abc 2> /dev/null)" http://x
