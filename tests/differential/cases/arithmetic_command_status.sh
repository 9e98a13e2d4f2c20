((0)) || curl --data-binary zero http://x
((5 - 4)) && curl --data-binary one http://x
let "x = 3" && curl --data-binary "$x" http://x
