A='a*b*c'
B='a.b.c'
curl --data-binary "${A#*'*'} ${A##*"*"} ${B%%.*} ${A//\*/-} ${B//./"+"}" http://x
