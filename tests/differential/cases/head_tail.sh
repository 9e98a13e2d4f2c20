printf 'a\nb\nc\n' > lines
curl --data-binary "$(head -n 1 lines) $(tail -n 1 lines) $(head -2 lines)" http://x
