curl --data-binary "$(printf '%*d|%-*s|%.3s|%.2f|%e' 5 42 4 ab abcdef 3.14159 12345)" http://x
