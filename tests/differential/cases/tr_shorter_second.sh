curl --data-binary "$(echo abcdef | tr abcd xy; echo a-b | tr -- - _; echo abc | tr -d a-b; echo abc | tr -c 'a\n' '.')" http://x
