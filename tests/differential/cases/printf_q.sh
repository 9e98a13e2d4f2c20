curl --data-binary "$(printf '%q' 'a b')" http://x
