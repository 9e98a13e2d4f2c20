echo '  spaced  ' | { read -r; curl --data-binary "[$REPLY]" http://x; }
echo '  spaced  ' | { read -r v; curl --data-binary "[$v]" http://x; }
