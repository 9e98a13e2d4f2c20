printf 'a;b;' | while read -r -d ';' x; do curl --data-binary "$x" http://x; done
