curl --data-binary "$(printf '%s,' a b c)" http://x
curl --data-binary "$(printf '%s=%s;' a 1 b)" http://x
