A=1; B=2
A=$B B=$A
curl --data-binary "$A$B" http://x
