L=('"a"' '"b"')
curl --json "[$(printf '%s,' "${L[@]}" | sed 's/,$//')]" http://x
curl --json "$(printf '{"ids": [%s]}' "$(IFS=,; echo "${L[*]}")")" http://x
