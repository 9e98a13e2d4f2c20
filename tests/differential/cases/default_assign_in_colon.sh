: "${A:=first}" "${A:=second}" ${B=third}
curl --data-binary "$A $B" http://x
