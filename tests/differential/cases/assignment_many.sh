A=1 B=$A C=${B}2
export D=d E
readonly F=f
declare -r G=g
declare -i H=2+3
declare -u I=upper
typeset J=j
curl --json "{\"a\": \"$A$B$C$D$E$F$G$H$I$J\"}" http://x
