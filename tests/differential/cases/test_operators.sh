A=5 E=
r() { curl --data-binary "$1" http://x; }
[ "$A" -eq 5 ] && r eq; [ "$A" != 5 ] && r ne; [ -z "$E" ] && r empty; [ "$E" ] || r no-string
[ ! "$A" -lt 3 -a -n "$A" ] && r both; test "$A" = 5 && r test; [[ $A > 4 && ! -n $E ]] && r double
[[ $A =~ ^[0-9]+$ ]] && r regex; (( A > 4 )) && r arithmetic; (( A == 4 )) || r unequal
