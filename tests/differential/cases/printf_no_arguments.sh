curl --data-binary "$(printf '100%%\n'; printf -- '-x\n'; printf '%s\n' -- -n)" http://x
