f() { return 3; }
f
if [ $? -eq 3 ]; then curl --data-binary three http://x; else curl --data-binary other http://x; fi
f || curl --data-binary "status $?" http://x
