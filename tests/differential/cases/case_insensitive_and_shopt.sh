shopt -s nullglob
for f in nothing*; do curl --data-binary "$f" http://x; done
L=(nothing*)
curl --data-binary "${#L[@]}" http://x
