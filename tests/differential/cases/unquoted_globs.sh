touch f1.txt f2.txt
P='f*.txt'
show() { curl --data-binary "$# $1" http://x; }
show $P
show "$P"
show nothing*here
set -f
show $P
