L=(a "b c")
M=("${L[@]}" d)
curl --data-binary "${#M[@]} ${M[1]}" http://x
