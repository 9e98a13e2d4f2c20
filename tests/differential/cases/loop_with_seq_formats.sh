for i in $(seq 2 -1 0) $(seq -w 9 10) $(seq -f 'v%g' 1 2); do curl --data-binary "$i" http://x; done
