A=before
f() { A=changed; }
echo x | f
curl --data-binary "$A" http://x
f < /dev/null
curl --data-binary "$A" http://x
f2() { A=twice; }; $(f2)
curl --data-binary "$A" http://x
