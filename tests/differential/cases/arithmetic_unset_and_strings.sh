A=3
B=A
curl --data-binary "$((UNSET_ONE + 1)) $((B + 1)) $((A += 2)) $A $(( $A*2 ))" http://x
