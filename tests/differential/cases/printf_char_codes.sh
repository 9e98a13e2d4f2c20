curl --data-binary "$(printf '%c%c' abc def; printf '%d' "'A"; printf '%o %X %#x' 8 255 255)" http://x
