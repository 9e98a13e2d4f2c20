A="it's"
printf -v Q %q "$A b"
curl --data-binary "$Q ${A@Q} ${A@U} ${A@u} ${A@L}" http://x
