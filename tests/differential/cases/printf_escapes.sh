curl --data-binary "$(printf 'a\tb\\n\x41\101\n.')" http://x
curl --data-binary "$(printf '%b' 'a\tb\0101')" http://x
curl --data-binary "$(printf '%s' 'a\tb')" http://x
