touch f1.txt f2.txt
for f in f*.txt; do curl --data-binary "${f%.txt}" http://x; done
set -- f*.txt
curl --data-binary "$# $2" http://x
L=(f*)
curl --data-binary "${#L[@]} ${L[0]}" http://x
