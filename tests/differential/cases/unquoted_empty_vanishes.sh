E=
curl $E --json $E'{"a": 1}'$E http://x $E
show() { curl --data-binary "$#" http://x; }
show $E "$E" '' $E$E
