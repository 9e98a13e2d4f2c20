L=(a b c)
unset 'L[1]'
curl --data-binary "${#L[@]} ${L[*]} ${!L[*]}" http://x
