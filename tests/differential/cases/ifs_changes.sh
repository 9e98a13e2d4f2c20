A=a:b:c
IFS=:
show() { curl --data-binary "$#" http://x; }
show $A
set -- $A
unset IFS
curl --data-binary "$1-$3 $*" http://x
