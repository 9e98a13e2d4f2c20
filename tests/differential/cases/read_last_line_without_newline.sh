printf 'a\nb' | while read -r l; do curl --data-binary "$l" http://x; done
printf 'a\nb' | while read -r l || [ -n "$l" ]; do curl --data-binary "+$l" http://x; done
