S="a b  c"
L=($S)
curl --data-binary "${#L[@]} ${L[2]}" http://x
IFS=, read -ra P <<< "x,y z,w"
curl --data-binary "${#P[@]} ${P[1]}" http://x
