(exit 4) || curl --data-binary "$?" http://x
A=$(exit 5) || curl --data-binary "$?" http://x
