P=/usr/bin:/bin
while IFS= read -r -d: x; do curl --data-binary "$x" http://x; done <<< "$P:"
