A=$(printf 'a\n\nb\n\n')
curl --data-binary "[$A]" http://x
