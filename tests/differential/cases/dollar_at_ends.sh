curl --data-binary "a$ $" http://x
curl --data-binary "$%a $=b" http://x
curl --data-binary $ http://x
