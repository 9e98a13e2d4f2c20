if ! false | true; then A=1; else A=2; fi
curl --data-binary "$A" http://x
