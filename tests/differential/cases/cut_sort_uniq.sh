curl --data-binary "$(printf 'b\na\nb\n' | sort | uniq | head -n 1) $(echo a,b,c | cut -d, -f2)" http://x
