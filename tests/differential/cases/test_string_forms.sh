r() { curl --data-binary "$1" http://x; }
X=abc
[ "$X" == abc ] && r 1; [[ $X = a*c ]] && r 2; [[ $X == "a*c" ]] || r 3; [[ -z $X || $X < b ]] && r 4; [ abc \> abd ] || r 5
[[ $X != *z* ]] && r 6; [ -n "$X" ] && [ "${#X}" -ge 3 ] && r 7; [[ -v X ]] && r 8; [[ ! -v Y_UNSET ]] && r 9
